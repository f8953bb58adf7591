import type { Shape } from './shape.ts';
import { text } from './shape.ts';

/** The pattern in the service's messages, without the length: that is a constraint of its own. */
const NAME = '^[a-zA-Z0-9](-*[a-zA-Z0-9])*';

/** Of endpoints, endpoint configurations, variants and containers. */
export const RESOURCE_NAME: Shape<string> = text({ max: 63, pattern: NAME });
/** Seen with CreateModel: https://github.com/aws/amazon-sagemaker-feedback/issues/85 */
export const MODEL_NAME: Shape<string> = text({ max: 63, pattern: '^[a-zA-Z0-9]([\\-a-zA-Z0-9]*[a-zA-Z0-9])?' });
export const ROLE_ARN: Shape<string> = text({
  min: 20,
  max: 2048,
  pattern: '^arn:aws[a-z\\-]*:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+$',
});
