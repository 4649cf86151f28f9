/** The text that is edited: comments that say what to do, or what was wrong, and the objects. */
import type { KubeObject } from '../../../core/kubernetes/object.ts';
import { marshalIndent } from '../../../formats/gojson.ts';
import { emitYaml } from '../../../formats/goyaml/index.ts';

/** Why an edit was not taken. */
export interface Reason {
  head: string;
  other: readonly string[];
}

const HEADER = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`;

const commented = (text: string): string => text.replaceAll('\n', '\n# ');

export function header(reasons: readonly Reason[]): string {
  return (
    HEADER +
    reasons
      .map(
        ({ head, other }) => `# ${commented(head)}${other.length ? ':' : ''}\n${other.map((one) => `# * ${commented(one)}\n`).join('')}#\n`,
      )
      .join('')
  );
}

export function objectsText(objects: readonly KubeObject[], format: 'yaml' | 'json'): string {
  const object = objects.length === 1 ? objects[0]! : { apiVersion: 'v1', items: objects, kind: 'List', metadata: {} };
  return format === 'json' ? `${marshalIndent(object as any, '    ')}\n` : emitYaml(object as any);
}

/** The text without lines that begin with #. */
export const withoutComments = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n');

/** Whether anything is left that is no comment. */
export const hasContent = (text: string): boolean =>
  withoutComments(text)
    .split('\n')
    .some((line) => line.trim() !== '' && line.trim() !== '---');
