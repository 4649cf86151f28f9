import type { ArmRequest } from '../../../core/azure/types.ts';
import type { JsonObject, JsonValue } from '../../../core/store.ts';
import { AzError, REASONS } from '../errors.ts';
import type { Context } from '../types.ts';
import { command, list, required, unsupported, value } from './define.ts';

const METHODS = ['head', 'get', 'put', 'post', 'delete', 'options', 'patch'];
const ENDPOINT = 'https://management.azure.com';

export const REST_COMMANDS = [
  command('rest', 'Send a request of your own to Azure Resource Manager.', {
    arguments: [
      required('--url --uri -u', 'url', 'URL, or path on Azure Resource Manager. {subscriptionId} is filled in.'),
      value('--method -m', 'method', 'HTTP method.', { choices: METHODS, default: 'get' }),
      list('--headers', 'headers', 'Headers as key=value, or JSON.'),
      list('--uri-parameters --url-parameters', 'parameters', 'Query parameters as key=value.'),
      value('--body -b', 'body', 'Body of the request; @file reads a file.'),
      ...unsupported('--skip-authorization-header --resource='),
      value('--output-file', 'outputFile', 'File for the body of the answer.'),
    ],
    examples: [
      {
        title: 'List resource groups',
        command: 'az rest --method get --url "/subscriptions/{subscriptionId}/resourcegroups?api-version=2021-04-01"',
      },
    ],
    run,
  }),
];

async function run({ values, arm, log, given, terminal }: Context): Promise<JsonValue | undefined> {
  const id = arm.subscription().split('/')[2]!;
  const filled = (values.url as string).replaceAll('{subscriptionId}', id);
  const url = parseUrl(filled.includes('://') ? filled : `${ENDPOINT}${filled}`);
  for (const pair of (values.parameters ?? []) as string[]) url.searchParams.append(...(pair.split(/=(.*)/s) as [string, string]));
  const method = (values.method as string).toUpperCase() as ArmRequest['method'];
  const body = values.body === undefined ? undefined : parseBody(values.body);
  logRequest(log, url, method, values.body, given);
  const answer = await arm.raw(method, url.pathname + url.search, body);
  const text = answer.body === undefined ? '' : pythonJson(answer.body);
  logResponse(log, answer.code, { ...answer.headers, 'Content-Length': String(text.length) }, text);
  if (answer.code >= 400) throw new AzError(`${REASONS[answer.code] ?? answer.code}(${text})`);
  if (values.outputFile) terminal.files.write(values.outputFile, text);
  return values.outputFile ? undefined : (answer.body as JsonObject | undefined);
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.origin !== ENDPOINT) throw new AzError(`akslab connects to nothing but the simulated ${ENDPOINT}.`);
  return url;
}

function parseBody(text: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function logRequest(log: Context['log'], url: URL, method: string, body: string | undefined, given: string[]): void {
  const headers = {
    'Accept-Encoding': 'gzip, deflate',
    Accept: '*/*',
    Connection: 'keep-alive',
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    CommandName: 'rest',
    ParameterSetName: given.join(' '),
    ...(body !== undefined && { 'Content-Length': String(body.length) }),
  };
  log.info(`Request URL: '${url.href}'`);
  log.info(`Request method: '${method}'`);
  log.info('Request headers:');
  for (const [name, text] of Object.entries(headers)) log.info(`    '${name}': '${text}'`);
  log.info('Request body:');
  log.info(body ?? 'None');
}

function logResponse(log: Context['log'], code: number, headers: Record<string, string>, text: string): void {
  log.info(`Response status: ${code}`);
  log.info('Response headers:');
  for (const [name, content] of Object.entries(headers)) log.info(`    '${name}': '${content}'`);
  log.info('Response content:');
  log.info(text);
}

/** JSON with a blank after each colon and comma, as Python's json.dumps writes it. */
const pythonJson = (value: JsonValue): string => {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${pythonJson(item)}`)
    .join(', ')}}`;
};
