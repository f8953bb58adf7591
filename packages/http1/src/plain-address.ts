/** An IPv4 address that arrived on an IPv6 socket, in its plain form. */
export function plainAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}
