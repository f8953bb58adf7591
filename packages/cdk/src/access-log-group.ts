import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { mergeProps } from './merge-props.ts';
import { warnAboutOverrides } from './override-warning.ts';
import { suppressNagRules } from './suppress-rules.ts';

/** The log group of the stage's access log: kept for ever unless the caller says otherwise. */
export function createAccessLogGroup(scope: Construct, override: logs.LogGroupProps = {}): logs.LogGroup {
  const defaults: logs.LogGroupProps = { retention: logs.RetentionDays.INFINITE };
  warnAboutOverrides(defaults, override);
  const props = mergeProps(defaults, override);
  const logGroup = new logs.LogGroup(scope, 'ApiAccessLogGroup', props);
  if (props.retention === logs.RetentionDays.INFINITE) {
    suppressNagRules(logGroup, [
      {
        id: 'W86',
        reason:
          "Retention period for CloudWatchLogs LogGroups are set to 'Never Expire' to preserve customer data indefinitely",
      },
    ]);
  }
  if (props.encryptionKey === undefined) {
    suppressNagRules(logGroup, [
      {
        id: 'W84',
        reason:
          'By default CloudWatchLogs LogGroups data is encrypted using the CloudWatch server-side encryption keys (AWS Managed Keys)',
      },
    ]);
  }
  return logGroup;
}
