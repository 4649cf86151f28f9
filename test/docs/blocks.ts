/**
 * The fenced blocks of a page that can be tried: ```sh are commands that have to work, ```console are commands behind `$ ` with what they
 * print, and ```yaml NAME is a file of that name.
 */
export type Block =
  | { kind: 'sh'; commands: string[] }
  | { kind: 'console'; runs: { command: string; output: string }[] }
  | { kind: 'file'; name: string; text: string };

const FENCE = /^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm;

export function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(FENCE)].flatMap(([, language, name, text]): Block[] => {
    if (language === 'sh') return [{ kind: 'sh', commands: joined(text!).split('\n').filter(Boolean) }];
    if (language === 'console') return [{ kind: 'console', runs: text!.split(/^\$ /m).slice(1).map(runOf) }];
    return name ? [{ kind: 'file', name, text: text! }] : [];
  });
}

function runOf(text: string): { command: string; output: string } {
  const [command] = /^(?:.*\\\n)*.*\n/.exec(text)!;
  return { command: command.trimEnd(), output: text.slice(command.length).trimEnd() };
}

/** A line that ends in a backslash goes on in the next. */
const joined = (text: string): string => text.replaceAll(/\\\n\s*/g, '');
