import { AwsError } from '@portico/wire';
import type { OperationCall } from '../../operation-call.ts';
import { queryValue } from '../../operation-call.ts';
import { badRequest } from '../errors.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { addApiKey } from './add-api-key.ts';
import { parseCsv } from './parse-csv.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-key-file-format.html */
const COLUMNS = ['name', 'key', 'description', 'enabled', 'usageplanids'] as const;

/** https://docs.aws.amazon.com/apigateway/latest/api/API_ImportApiKeys.html: a CSV file with a header line. */
export function importApiKeys(call: OperationCall, ports: ApiGatewayPorts): Output {
  if (queryValue(call, 'format') !== 'csv') throw badRequest('Invalid format specified. Must be csv');
  const failOnWarnings = queryValue(call, 'failonwarnings') === 'true';
  // TODO(aws-verify): the texts of this file
  const parsed = parseCsv(new TextDecoder().decode(call.body));
  if (parsed === undefined) throw badRequest('The CSV file has a quote that does not end, or text around quotes');
  const [header = [], ...rows] = parsed;
  const columns = new Map(header.map((name, index) => [name.trim().toLowerCase(), index]));
  if (!columns.has('name') || !columns.has('key')) throw badRequest('The CSV file needs the columns Name and key');
  return ports.store.transaction(() => {
    const ids: string[] = [];
    const warnings: string[] = [];
    for (const [index, row] of rows.entries()) {
      const cell = (name: (typeof COLUMNS)[number]): string => row[columns.get(name) ?? -1]?.trim() ?? '';
      try {
        const usagePlanIds = cell('usageplanids')
          .split(',')
          .map((id) => id.trim())
          .filter((id) => id !== '');
        for (const id of usagePlanIds) {
          if (ports.store.usagePlans.get(call.caller, id) === undefined)
            throw badRequest('Invalid Usage Plan ID specified');
        }
        const key = addApiKey(call, ports, {
          name: cell('name'),
          value: cell('key'),
          description: cell('description'),
          enabled: cell('enabled').toLowerCase() === 'true',
          usagePlanIds,
        });
        ids.push(key.id);
      } catch (error) {
        if (!(error instanceof AwsError) || failOnWarnings) throw error;
        warnings.push(`Line ${index + 2}: ${error.message}`);
      }
    }
    return { ids, warnings };
  });
}
