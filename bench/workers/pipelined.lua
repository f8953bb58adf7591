-- Sixteen requests in one packet: what a request costs the load generator, and both kernels, is a fraction of that then.
init = function(arguments)
  local requests = {}
  for at = 1, 16 do
    requests[at] = wrk.format()
  end
  packet = table.concat(requests)
end

request = function()
  return packet
end
