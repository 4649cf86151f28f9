/** `-o go-template`: Go's text/template over JSON, and what kubectl says where it fails. */
import { printValue, quote, type GoValue } from '../gofmt.ts';
import { marshal } from '../gojson.ts';
import { execute, TemplateExecError } from './evaluator.ts';
import { FUNCTIONS } from './functions.ts';
import { parseTemplate, TemplateParseError, type ParsedTemplate } from './parser.ts';

export { TemplateExecError } from './evaluator.ts';
export { TemplateParseError, type ParsedTemplate } from './parser.ts';

/** What a template printed, and kubectl's error (`error: ` goes before) where it failed after that. */
export interface TemplateOutput {
  stdout: string;
  error?: string;
}

const NAMES = new Set(Object.keys(FUNCTIONS));

/** Parses a template as kubectl does. Throws TemplateParseError with kubectl's text. */
export function compileTemplate(text: string): ParsedTemplate {
  try {
    return parseTemplate('output', text, NAMES);
  } catch (error) {
    if (error instanceof TemplateParseError) throw new TemplateParseError(`error parsing template ${text}, ${error.message}`);
    throw error;
  }
}

/** Prints an object through a template; on failure kubectl prints what it worked on too. */
export function executeTemplate(template: ParsedTemplate, object: { [key: string]: GoValue }): TemplateOutput {
  let stdout = '';
  try {
    execute(template, object as { [key: string]: Exclude<GoValue, bigint> }, (text) => (stdout += text));
    return { stdout };
  } catch (error) {
    if (!(error instanceof TemplateExecError)) throw error;
    return {
      stdout: stdout + debugText(template.text, object, error.message),
      error: `error executing template ${quote(template.text)}: ${error.message}`,
    };
  }
}

function debugText(text: string, object: GoValue, message: string): string {
  return (
    `Error executing template: ${message}. Printing more information for debugging the template:\n` +
    `\ttemplate was:\n\t\t${text}\n\traw data was:\n\t\t${marshal(object)}\n` +
    `\tobject given to template engine was:\n\t\t${printValue(object)}\n\n`
  );
}
