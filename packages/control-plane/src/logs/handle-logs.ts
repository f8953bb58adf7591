import type { ControlPlaneReply } from '../control-plane-reply.ts';
import { jsonReplyOf } from '../json-operation.ts';
import type { ControlPlaneRequest } from '../operation-call.ts';
import { filterLogEvents } from './events/filter-log-events.ts';
import { getLogEvents } from './events/get-log-events.ts';
import { putLogEvents } from './events/put-log-events.ts';
import { createLogGroup } from './groups/create-log-group.ts';
import { deleteLogGroup } from './groups/delete-log-group.ts';
import { describeLogGroups } from './groups/describe-log-groups.ts';
import { deleteRetentionPolicy, putRetentionPolicy } from './groups/retention-policy.ts';
import type { LogsOperation } from './logs-operation.ts';
import type { LogsPorts } from './ports.ts';
import { createLogStream } from './streams/create-log-stream.ts';
import { deleteLogStream } from './streams/delete-log-stream.ts';
import { describeLogStreams } from './streams/describe-log-streams.ts';
import {
  listTagsForResource,
  listTagsLogGroup,
  tagLogGroup,
  tagResource,
  untagLogGroup,
  untagResource,
} from './tags/tag-resource.ts';

/** Every operation of CloudWatch Logs that Portico serves, by name. */
export const LOGS_OPERATIONS: ReadonlyMap<string, LogsOperation> = new Map<string, LogsOperation>([
  ['CreateLogGroup', createLogGroup],
  ['CreateLogStream', createLogStream],
  ['DeleteLogGroup', deleteLogGroup],
  ['DeleteLogStream', deleteLogStream],
  ['DeleteRetentionPolicy', deleteRetentionPolicy],
  ['DescribeLogGroups', describeLogGroups],
  ['DescribeLogStreams', describeLogStreams],
  ['FilterLogEvents', filterLogEvents],
  ['GetLogEvents', getLogEvents],
  ['ListTagsForResource', listTagsForResource],
  ['ListTagsLogGroup', listTagsLogGroup],
  ['PutLogEvents', putLogEvents],
  ['PutRetentionPolicy', putRetentionPolicy],
  ['TagLogGroup', tagLogGroup],
  ['TagResource', tagResource],
  ['UntagLogGroup', untagLogGroup],
  ['UntagResource', untagResource],
]);

/**
 * Answers a request to CloudWatch Logs (JSON 1.1, signing name `logs`). The caller's signature has been verified. Never rejects;
 * an answer that says 500 carries its reason in `failure`.
 */
export function handleLogs(request: ControlPlaneRequest, ports: LogsPorts): Promise<ControlPlaneReply> {
  return jsonReplyOf('Logs_20140328', request, LOGS_OPERATIONS, ports);
}
