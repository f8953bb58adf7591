import { badRequest } from '../errors.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/stage-variables.html and spec: control plane, section 8. */
const MAX_VARIABLES = 100;
const MAX_NAME_CHARACTERS = 64;
const MAX_VALUE_CHARACTERS = 512;

/** Throws BadRequestException for a name that a stage cannot have. */
export function checkStageName(stageName: string): void {
  if (/^[A-Za-z0-9_-]{1,128}$/.test(stageName)) return;
  // TODO(aws-verify): the text for names with hyphens and names that are too long
  throw badRequest('Stage name only allows a-zA-Z0-9_-');
}

/** Throws BadRequestException for variables that a stage cannot have. */
export function checkVariables(variables: Readonly<Record<string, string>>): void {
  // TODO(aws-verify): the four texts of this function
  const entries = Object.entries(variables);
  if (entries.length > MAX_VARIABLES) throw badRequest(`A stage can have at most ${MAX_VARIABLES} stage variables`);
  for (const [name, value] of entries) {
    if (!/^[A-Za-z0-9_]+$/.test(name)) throw badRequest(`Invalid stage variable name: ${name}`);
    if (name.length > MAX_NAME_CHARACTERS) {
      throw badRequest(`Stage variable name exceeds ${MAX_NAME_CHARACTERS} characters: ${name}`);
    }
    if (value.length > MAX_VALUE_CHARACTERS || !/^[A-Za-z0-9\-._~:/?#&=,]*$/.test(value)) {
      throw badRequest(
        `Invalid stage variable value: ${name} may hold at most ${MAX_VALUE_CHARACTERS} letters, digits and -._~:/?#&=,`,
      );
    }
  }
}
