#!/usr/bin/env bash
# AWS's walkthrough of a machine-learning REST API, step by step against Portico: every command is printed with its answer, and so are
# the mistakes that one makes on the way. docs/walkthrough.md tells the story; walkthrough.ts is the same with the SDK.
#
#   examples/walkthrough/walkthrough.sh [ENDPOINT_URL]        default http://127.0.0.1:4566; needs bash, curl and the AWS CLI (1 or 2)
set -euo pipefail

endpoint_url=${1:-http://127.0.0.1:4566}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
artifact=$here/../../packages/server/sample/movie-ratings/model.tar.gz
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Nothing of yours is used: not your home, not your configuration, not your credentials, not a role of this machine.
for name in $(compgen -e | grep '^AWS_' || true); do unset "$name"; done
export HOME=$work AWS_CONFIG_FILE=$work/config AWS_SHARED_CREDENTIALS_FILE=$work/credentials
: >"$AWS_CONFIG_FILE"
: >"$AWS_SHARED_CREDENTIALS_FILE"
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=us-east-1
export AWS_EC2_METADATA_DISABLED=true AWS_MAX_ATTEMPTS=1 AWS_PAGER=''
# Without proxies: a local server is asked.
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy

account=000000000000
region=$AWS_DEFAULT_REGION
bucket=walkthrough-models-$account
endpoint=walkthrough-ratings
cli_version_2=()
if aws --version 2>&1 | grep -q '^aws-cli/2'; then cli_version_2=(--cli-binary-format raw-in-base64-out); fi

stop() {
  printf '\nSTOPPED: %s\n' "$*" >&2
  exit 1
}

step() { printf '\n== %s\n' "$*"; }

# Prints a command as one would type it: arguments with blanks in quotes, long ones shortened.
show() {
  local argument line='$'
  for argument in "$@"; do
    [[ ${#argument} -gt 160 ]] && argument="${argument:0:150}..."
    argument=${argument//$'\n'/ }
    if [[ $argument =~ ^[A-Za-z0-9_./:=@%,+-]+$ ]]; then line+=" $argument"; else line+=" '$argument'"; fi
  done
  printf '\n%s\n' "$line"
}

# Runs the CLI against Portico only. Its debug log has the headers of every answer: one without x-portico is not Portico's, and ends all of this.
call() {
  local status=0
  aws "$@" --debug --endpoint-url "$endpoint_url" ${cli_version_2[@]+"${cli_version_2[@]}"} >"$work/stdout" 2>"$work/stderr" || status=$?
  if grep 'Response headers: ' "$work/stderr" | grep -qv "['\"]x-portico['\"]"; then
    stop "an answer without the header x-portico: $endpoint_url is not Portico"
  fi
  return $status
}

# Output of the last command, after it was printed.
answer=''

aws_do() {
  show aws "$@"
  if ! call "$@"; then
    grep -E '(An error occurred|usage:|error:|Error|failed)' "$work/stderr" | grep -v DEBUG | tail -n 3 >&2 || true
    stop "this should have worked"
  fi
  answer=$(cat "$work/stdout")
  if [[ -n $answer ]]; then printf '%s\n' "$answer"; fi
}

# A mistake: the command must fail, with this in its message.
aws_mistake() {
  local expected=$1 message
  shift
  show aws "$@"
  if call "$@"; then stop "this should have been refused with: $expected"; fi
  message=$(grep -oE '(An error occurred|fatal error: An error occurred).*' "$work/stderr" | tail -n 1 || true)
  printf '%s\n' "$message"
  [[ $message == *"$expected"* ]] || stop "expected: $expected"
}

expect() {
  [[ $answer == *"$1"* ]] || stop "expected in the answer: $1"
}

# Waits for an endpoint to leave Creating, Updating or Deleting; `answer` is its status.
endpoint_status() {
  local attempt
  for attempt in $(seq 100); do
    if ! call sagemaker describe-endpoint --endpoint-name "$1" --query EndpointStatus --output text; then
      answer=gone
      return
    fi
    answer=$(cat "$work/stdout")
    case $answer in Creating | Updating | Deleting) sleep 0.2 ;; *) return ;; esac
  done
}

# The deployed API, by curl; with the status that must come.
curl_do() {
  local expected=$1 status
  show curl "$2"
  status=$(curl -sS -o "$work/body" -w '%{http_code}' "$2")
  answer=$(cat "$work/body")
  printf '%s\nHTTP status %s\n' "$answer" "$status"
  [[ $status == "$expected" ]] || stop "expected status $expected"
}

# The Test tool of the console: TestInvokeMethod. Prints status, body and log; the method must answer with this status.
test_method() {
  local expected=$1 path=$2
  show aws apigateway test-invoke-method --rest-api-id "$api" --resource-id "$resource" --http-method GET --path-with-query-string "$path"
  call apigateway test-invoke-method --rest-api-id "$api" --resource-id "$resource" --http-method GET \
    --path-with-query-string "$path" --query '[status, body, log]' --output text || stop "TestInvokeMethod should have worked"
  answer=$(cat "$work/stdout")
  printf '%s\n' "$answer"
  [[ $answer == "$expected"$'\t'* ]] || stop "expected status $expected"
}

value() { printf '%s' "$answer" | tr -d '\r' | sed -n "s/.*\"$1\": \"\([^\"]*\)\".*/\1/p" | head -n 1; }

# A first question without the CLI: who is there?
curl -sS -o /dev/null -D "$work/headers" --max-time 10 "$endpoint_url/_portico/status" || stop "nobody answers at $endpoint_url: start Portico with npm start"
grep -qi '^x-portico:' "$work/headers" || stop "$endpoint_url is not Portico: no header x-portico"
printf 'Portico at %s, AWS CLI %s\n' "$endpoint_url" "$(aws --version 2>&1 | cut -d' ' -f1)"

step '1. A model behind a SageMaker endpoint'
aws_do s3 mb "s3://$bucket"
aws_do s3 cp "$artifact" "s3://$bucket/movie-ratings/model.tar.gz" --no-progress
cat >"$work/sagemaker-trust.json" <<'JSON'
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "sagemaker.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
JSON
aws_do iam create-role --role-name walkthrough-sagemaker --assume-role-policy-document "file://$work/sagemaker-trust.json"
sagemaker_role=arn:aws:iam::$account:role/walkthrough-sagemaker
image=382416733822.dkr.ecr.$region.amazonaws.com/object2vec:1
container=Image=$image,ModelDataUrl=s3://$bucket/movie-ratings/model.tar.gz

printf '\nMistake: the role may not read the bucket yet.\n'
aws_mistake "Could not access model data at s3://$bucket/movie-ratings/model.tar.gz" \
  sagemaker create-model --model-name "$endpoint" --primary-container "$container" --execution-role-arn "$sagemaker_role"
aws_do iam attach-role-policy --role-name walkthrough-sagemaker --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess
printf '\nMistake: a typo in the URL of the artifact.\n'
aws_mistake "Could not find model data at s3://$bucket/movie-rating/model.tar.gz" \
  sagemaker create-model --model-name "$endpoint" --execution-role-arn "$sagemaker_role" \
  --primary-container "Image=$image,ModelDataUrl=s3://$bucket/movie-rating/model.tar.gz"
aws_do sagemaker create-model --model-name "$endpoint" --primary-container "$container" --execution-role-arn "$sagemaker_role"

printf '\nMistake: an endpoint configuration of a model that is not there.\n'
aws_mistake 'Could not find model' sagemaker create-endpoint-config --endpoint-config-name "$endpoint" \
  --production-variants VariantName=AllTraffic,ModelName=no-such-model,InstanceType=ml.m4.xlarge,InitialInstanceCount=1
aws_do sagemaker create-endpoint-config --endpoint-config-name "$endpoint" \
  --production-variants "VariantName=AllTraffic,ModelName=$endpoint,InstanceType=ml.m4.xlarge,InitialInstanceCount=1"
aws_do sagemaker create-endpoint --endpoint-name "$endpoint" --endpoint-config-name "$endpoint"
endpoint_status "$endpoint"
aws_do sagemaker describe-endpoint --endpoint-name "$endpoint"
expect '"EndpointStatus": "InService"'

printf '\nMistake: the artifact of another framework. The endpoint fails and says what it found.\n'
mkdir "$work/mxnet"
printf '\022\001\000\000\000\000\000\000' >"$work/mxnet/model_algo-1"
tar -czf "$work/mxnet.tar.gz" -C "$work/mxnet" model_algo-1
aws_do s3 cp "$work/mxnet.tar.gz" "s3://$bucket/mxnet/model.tar.gz" --no-progress
aws_do sagemaker create-model --model-name walkthrough-mxnet --execution-role-arn "$sagemaker_role" \
  --primary-container "Image=$image,ModelDataUrl=s3://$bucket/mxnet/model.tar.gz"
aws_do sagemaker create-endpoint-config --endpoint-config-name walkthrough-mxnet \
  --production-variants VariantName=AllTraffic,ModelName=walkthrough-mxnet,InstanceType=ml.m4.xlarge,InitialInstanceCount=1
aws_do sagemaker create-endpoint --endpoint-name walkthrough-mxnet --endpoint-config-name walkthrough-mxnet
endpoint_status walkthrough-mxnet
aws_do sagemaker describe-endpoint --endpoint-name walkthrough-mxnet --query '[EndpointStatus, FailureReason]' --output text
expect 'MXNet parameters'

step '2. The endpoint by itself'
aws_do sagemaker-runtime invoke-endpoint --endpoint-name "$endpoint" --content-type application/json \
  --body '{"instances": [{"in0": [321], "in1": [101]}, {"in0": [321], "in1": [131]}]}' "$work/prediction.json"
cat "$work/prediction.json"
echo
printf '\nMistake: a name that no endpoint has.\n'
aws_mistake "Endpoint no-such-endpoint of account $account not found." sagemaker-runtime invoke-endpoint --endpoint-name no-such-endpoint \
  --content-type application/json --body '{"instances": [{"in0": [321], "in1": [101]}]}' "$work/prediction.json"

step '3. The role that API Gateway calls the endpoint with'
cat >"$work/wrong-trust.json" <<'JSON'
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
JSON
cat >"$work/trust.json" <<'JSON'
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "apigateway.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
JSON
cat >"$work/policy.json" <<JSON
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sagemaker:InvokeEndpoint", "Resource": "arn:aws:sagemaker:$region:$account:endpoint/$endpoint"}]}
JSON
printf '\nTwo mistakes to try later: a role that trusts another service, and no policy.\n'
aws_do iam create-role --role-name walkthrough-apigateway --assume-role-policy-document "file://$work/wrong-trust.json"
role=arn:aws:iam::$account:role/walkthrough-apigateway

step '4. The REST API'
aws_do apigateway create-rest-api --name RatingsPredictor --endpoint-configuration types=REGIONAL
api=$(value id)
aws_do apigateway get-resources --rest-api-id "$api"
root=$(value id)
aws_do apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part predicted-ratings
parent=$(value id)
aws_do apigateway create-resource --rest-api-id "$api" --parent-id "$parent" --path-part '{user_id}'
resource=$(value id)
aws_do apigateway put-method --rest-api-id "$api" --resource-id "$resource" --http-method GET --authorization-type NONE \
  --request-parameters method.request.path.user_id=true,method.request.querystring.items=true
uri=arn:aws:apigateway:$region:runtime.sagemaker:path/endpoints/$endpoint/invocations
method=(--rest-api-id "$api" --resource-id "$resource" --http-method GET)
aws_do apigateway put-integration "${method[@]}" --type AWS --integration-http-method POST --uri "$uri" --credentials "$role"

aws_do apigateway put-method-response "${method[@]}" --status-code 200
aws_do apigateway put-integration-response "${method[@]}" --status-code 200

step '5. The request template, and the Test tool'
printf '\nMistake: the role does not trust apigateway.amazonaws.com.\n'
test_method 500 '/predicted-ratings/321?items=101,131,162'
expect 'assume'
aws_do iam update-assume-role-policy --role-name walkthrough-apigateway --policy-document "file://$work/trust.json"
printf '\nMistake: the role has no policy. The log says who may not do what to which resource.\n'
test_method 200 '/predicted-ratings/321?items=101,131,162'
expect 'not authorized to perform: sagemaker:InvokeEndpoint'
expect 'AccessDeniedException'
aws_do iam put-role-policy --role-name walkthrough-apigateway --policy-name invoke --policy-document "file://$work/policy.json"

printf '\nMistake: no template yet. A GET has no body, so the model is asked with an empty one.\n'
test_method 200 '/predicted-ratings/321?items=101,131,162'
expect 'Endpoint request body after transformations: '
expect 'Error'
cat >"$work/template.json" <<'JSON'
[{"op": "add", "path": "/requestTemplates/application~1json", "value": "{\"instances\": [#set( $u = $input.params(\"user_id\") )#set( $items = $input.params(\"items\") )\n#foreach( $i in $items.split(\",\") )\n  {\"in0\": [$u], \"in1\": [$i]}#if( $foreach.hasNext ),#end$esc.newline\n#end\n]}"},
 {"op": "replace", "path": "/passthroughBehavior", "value": "NEVER"}]
JSON
aws_do apigateway update-integration "${method[@]}" --patch-operations "file://$work/template.json"

printf '\nMistake: the name of another endpoint in the path override.\n'
aws_do apigateway update-integration "${method[@]}" --patch-operations \
  "op=replace,path=/uri,value=arn:aws:apigateway:$region:runtime.sagemaker:path/endpoints/walkthrough-rating/invocations"
test_method 200 '/predicted-ratings/321?items=101,131,162'
expect 'endpoint/walkthrough-rating '
aws_do apigateway update-integration "${method[@]}" --patch-operations "op=replace,path=/uri,value=$uri"
test_method 200 '/predicted-ratings/321?items=101,131,162'
expect '"predictions"'

step '6. The response template'
printf '\nMistake: a template whose #foreach has no #end. It is stored; the method fails, and the log shows the place.\n'
cat >"$work/broken.json" <<'JSON'
{"application/json": "{\"ratings\": [#foreach($p in $input.path('$.predictions'))$p.scores[0]"}
JSON
aws_do apigateway put-integration-response "${method[@]}" --status-code 200 --response-templates "file://$work/broken.json"
test_method 500 '/predicted-ratings/321?items=101,131,162'
cat >"$work/response.json" <<'JSON'
{"application/json": "{\"ratings\": [#foreach($p in $input.path('$.predictions'))$p.scores[0]#if($foreach.hasNext),#end#end]}"}
JSON
aws_do apigateway put-integration-response "${method[@]}" --status-code 200 --response-templates "file://$work/response.json"
test_method 200 '/predicted-ratings/321?items=101,131,162'
expect '{"ratings": ['

step '7. Deployment to a stage, and the call'
aws_do apigateway create-deployment --rest-api-id "$api" --stage-name test
url=$endpoint_url/restapis/$api/test/_user_request_
curl_do 200 "$url/predicted-ratings/321?items=101,131,162"
expect '{"ratings": ['

printf '\nMistake: a change without a deployment. Callers do not see it, and the Test tool says so.\n'
aws_do apigateway update-integration-response "${method[@]}" --status-code 200 --patch-operations \
  'op=replace,path=/responseTemplates/application~1json,value=changed'
test_method 200 '/predicted-ratings/321?items=101'
expect '[Portico] Changed since the last deployment'
curl_do 200 "$url/predicted-ratings/321?items=101"
expect '{"ratings": ['
aws_do apigateway put-integration-response "${method[@]}" --status-code 200 --response-templates "file://$work/response.json"

step 'The endpoint goes and comes back; the API needs no new deployment'
aws_do apigateway put-method-response "${method[@]}" --status-code 502
aws_do apigateway put-integration-response "${method[@]}" --status-code 502 --selection-pattern '4\d{2}' \
  --response-templates '{"application/json": "{\"message\": \"No prediction at the moment.\"}"}'
aws_do apigateway create-deployment --rest-api-id "$api" --stage-name test
aws_do sagemaker delete-endpoint --endpoint-name "$endpoint"
endpoint_status "$endpoint"
curl_do 502 "$url/predicted-ratings/321?items=101,131,162"
expect 'No prediction at the moment.'
aws_do sagemaker create-endpoint --endpoint-name "$endpoint" --endpoint-config-name "$endpoint"
endpoint_status "$endpoint"
curl_do 200 "$url/predicted-ratings/321?items=101,131,162"
expect '{"ratings": ['

step 'Clean-up'
aws_do apigateway delete-rest-api --rest-api-id "$api"
for name in "$endpoint" walkthrough-mxnet; do
  aws_do sagemaker delete-endpoint --endpoint-name "$name"
  aws_do sagemaker delete-endpoint-config --endpoint-config-name "$name"
  aws_do sagemaker delete-model --model-name "$name"
done
printf '\nMistake: a role that still has policies cannot be deleted.\n'
aws_mistake 'DeleteConflict' iam delete-role --role-name walkthrough-apigateway
aws_do iam delete-role-policy --role-name walkthrough-apigateway --policy-name invoke
aws_do iam delete-role --role-name walkthrough-apigateway
aws_do iam detach-role-policy --role-name walkthrough-sagemaker --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess
aws_do iam delete-role --role-name walkthrough-sagemaker
aws_do s3 rb "s3://$bucket" --force
printf '\nDone: every step worked, and every mistake was answered.\n'
