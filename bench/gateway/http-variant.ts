/** The sample API's document with its AWS integration turned into an HTTP one, which calls `origin`. */
export function httpVariant(document: string, origin: string): string {
  return document
    .replace(
      /uri: arn:aws:apigateway:[^\n]*runtime\.sagemaker:path\/endpoints\/movie-ratings\/invocations/,
      `uri: ${origin}/endpoints/movie-ratings/invocations`,
    )
    .replace(/^(\s+)type: aws$/m, '$1type: http')
    .replace(/^\s+credentials: .*\n/m, '');
}
