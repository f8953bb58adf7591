#!/bin/sh
# Predicted ratings on the command line: ratings.sh [user] [items]
#   ratings.sh 863 882,311,578
# PORTICO_API names another API, for example one deployed to AWS.
set -eu

api=${PORTICO_API:-http://127.0.0.1:4566/restapis/ratings/test/_user_request_}
user=${1:-321}
items=${2:-101,131,162}

# --get with --data-urlencode: whatever is in $items stays one query parameter.
curl --silent --show-error --fail-with-body --get --data-urlencode "items=$items" "$api/predicted-ratings/$user"
echo
