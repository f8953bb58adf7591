/**
 * The sample's method `GET /predicted-ratings/{userId}` among others, as an OpenAPI document: `resources` in all, some beside it, some
 * below literal and some below variable segments.
 */
export function apiWithResources(sample: string, resources: number): string {
  const others = Array.from({ length: resources - 1 }, (_each, at) => {
    const path = [`/area-${at}`, `/areas/{area}/part-${at}`, `/areas/north/part-${at}/{id}`][at % 3];
    return `  ${path}:
    get:
      responses: { '200': { description: ok } }
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: { application/json: '{"statusCode": 200}' }
        responses: { default: { statusCode: '200' } }
`;
  });
  return sample.replace(/^paths:\n/m, (line) => line + others.join(''));
}
