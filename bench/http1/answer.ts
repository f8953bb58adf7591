/** What every side answers: a prediction, with the headers of a deployed API. */
export const ANSWER = '{"ratings":[3.9127461910247803,4.184938430786133,2.730471134185791],"userId":321}';

export const HEADERS: readonly (readonly [name: string, value: string])[] = [
  ['Content-Type', 'application/json'],
  ['x-amzn-RequestId', '11111111-2222-4333-8444-555555555555'],
  ['x-amz-apigw-id', 'AbCdEfGhIjKlMno='],
];
