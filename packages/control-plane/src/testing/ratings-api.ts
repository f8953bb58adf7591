/** A small API: an AWS integration with templates, a MOCK, a nested resource with a variable. */
export function ratingsDocument(over: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    openapi: '3.0.1',
    info: { title: 'RatingsPredictor', version: '2026-11-22', description: 'Predicts ratings' },
    'x-amazon-apigateway-request-validators': {
      params: { validateRequestParameters: true, validateRequestBody: false },
    },
    paths: {
      '/predicted-ratings/{user_id}': {
        get: {
          operationId: 'predict',
          parameters: [
            { name: 'user_id', in: 'path', required: true, schema: { type: 'string' } },
            { name: 'items', in: 'query', required: true, schema: { type: 'string' } },
          ],
          responses: { '200': { description: 'ok', headers: { 'X-A': { schema: { type: 'string' } } } } },
          'x-amazon-apigateway-request-validator': 'params',
          'x-amazon-apigateway-integration': {
            type: 'aws',
            httpMethod: 'POST',
            uri: 'arn:aws:apigateway:us-east-1:runtime.sagemaker:path/endpoints/movie-ratings/invocations',
            credentials: 'arn:aws:iam::000000000000:role/apigateway',
            passthroughBehavior: 'never',
            requestTemplates: { 'application/json': '{"instances": []}' },
            responses: {
              default: {
                statusCode: '200',
                responseParameters: { 'method.response.header.X-A': "'a'" },
                responseTemplates: { 'application/json': '$input.body' },
              },
              '5\\d\\d': { statusCode: '502' },
            },
          },
        },
      },
      '/movies': {
        get: {
          responses: { '200': { description: 'ok' } },
          'x-amazon-apigateway-integration': {
            type: 'mock',
            requestTemplates: { 'application/json': '{"statusCode": 200}' },
            responses: { default: { statusCode: '200' } },
          },
        },
      },
    },
    ...over,
  };
}
