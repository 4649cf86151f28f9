/** Splits a script into words and the operators between them; quotes are taken off, what they protect is marked. */
export interface Word {
  parts: { text: string; literal: boolean }[];
}

const OPERATORS = ['&&', '||', ';', '\n', '&'];

export function words(script: string): (Word | { operator: string })[] {
  const out: (Word | { operator: string })[] = [];
  let word: Word | undefined;
  const add = (text: string, literal: boolean): void => {
    word ??= { parts: [] };
    word.parts.push({ text, literal });
  };
  const end = (): void => {
    if (word) out.push(word);
    word = undefined;
  };
  for (let i = 0; i < script.length;) {
    const operator = OPERATORS.find((o) => script.startsWith(o, i));
    const character = script[i]!;
    if (operator) {
      end();
      out.push({ operator });
      i += operator.length;
    } else if (character === ' ' || character === '\t') {
      end();
      i++;
    } else if (character === "'" || character === '"') {
      const close = endOfQuote(script, i);
      const text = script.slice(i + 1, close);
      add(character === '"' ? text.replaceAll(/\\(["\\$`])/g, '$1') : text, character === "'");
      i = close + 1;
    } else if (character === '\\' && i + 1 < script.length) {
      add(script[i + 1]!, true);
      i += 2;
    } else {
      const plain = /^[^\s'"\\;&|]+|^./.exec(script.slice(i))![0];
      add(plain, false);
      i += plain.length;
    }
  }
  end();
  return out;
}

function endOfQuote(script: string, start: number): number {
  for (let i = start + 1; i < script.length; i++) {
    if (script[i] === '\\' && script[start] === '"') i++;
    else if (script[i] === script[start]) return i;
  }
  return script.length;
}
