/**
 * Imports a Microsoft Learn article (Markdown): its commands, files and outputs become a scenario, and what the article gets wrong becomes
 * errata. Nothing here knows any article: each finding comes from comparing the article with itself, with the YAML reader, or with a run.
 */
import { mend, type Reader } from './mend.ts';
import { blocksOf, type Block } from './blocks.ts';
import { expectationOf, isTable } from './output.ts';
import { slug } from '../load.ts';
import type { Expectation } from '../types.ts';

/** Something that the source gets wrong. */
export interface Finding {
  /** Line in the source. */
  line: number;
  message: string;
}

export interface DraftStep {
  id: string;
  title: string;
  text: string;
  files: Record<string, string>;
  run: { run: string; expect: Expectation; until?: { every: string; tries: number } }[];
  errata: Finding[];
  /** Line of the command in the source. */
  line: number;
}

export interface Draft {
  name: string;
  title: string;
  cluster?: { group: string; name: string };
  steps: DraftStep[];
}

const COMMAND_FENCES = new Set(['azurecli', 'azurecli-interactive', 'azurecli-bash', 'console', 'bash', 'sh', 'shell', 'cmd']);
const OUTPUT_FENCES = new Set(['output', 'json', 'yaml', 'yml', 'text', '']);
/** Commands that show how far something is. */
const SHOWS = /^\s*(az .*\b(show|list)|\S+ get)\b/;
const PROGRAMS = ['az', 'kubectl', 'alias', 'export', 'cat', 'echo'];

export function importLearn(markdown: string, options: { name?: string; read: Reader }): Draft {
  const blocks = blocksOf(markdown);
  const title = blocks.find((b) => b.type === 'heading')?.text ?? 'Imported';
  const draft: Draft = { name: options.name ?? slug(title), title, steps: [] };
  const article = new Article(draft, options.read);
  for (const block of blocks) article.take(block);
  article.end();
  draft.cluster = clusterTakenForGranted(draft.steps);
  return draft;
}

/** The state of reading: which heading and prose we are under, which files wait for the command that uses them. */
class Article {
  private heading = '';
  private prose: Extract<Block, { type: 'prose' }>[] = [];
  private files: Record<string, string> = {};
  private waiting: Finding[] = [];
  private programs = new Set(PROGRAMS);
  private awaitsOutput = false;
  /** A status that the text says comes after a while, for the command that shows it. */
  private awaited: string | undefined;

  constructor(
    private readonly draft: Draft,
    private readonly read: Reader,
  ) {}

  take(block: Block): void {
    if (block.type === 'heading') this.startSection(block.text);
    else if (block.type === 'prose') this.takeProse(block);
    else this.takeFence(block);
  }

  end(): void {
    const last = this.draft.steps.at(-1);
    if (last && Object.keys(this.files).length) Object.assign(last.files, this.files);
  }

  private startSection(text: string): void {
    this.heading = text.replace(/`/g, '');
    this.prose = [];
    this.awaitsOutput = false;
  }

  private takeProse(block: Extract<Block, { type: 'prose' }>): void {
    this.prose.push(block);
    this.takeStatus(block);
    const inline = /\b[Rr]un `((?:az|kubectl) [^`]+)`/.exec(block.text)?.[1];
    if (inline) this.addCommand(`${inline}\n`, block.line);
  }

  /** "It takes a few minutes for the status to show Registered", before or after the command that shows it. */
  private takeStatus({ text, emphasis }: Extract<Block, { type: 'prose' }>): void {
    const status = /\bstatus\b[^.]*?\b(?:shows?|reflects?|becomes?|is|says?) [`"]?(\w+)/.exec(text)?.[1];
    if (!status || !(emphasis.includes(status) || text.includes(`\`${status}\``))) return;
    const last = this.draft.steps.at(-1)?.run.at(-1);
    if (last && SHOWS.test(last.run)) awaitStatus(last, status);
    else this.awaited = status;
  }

  private takeFence(block: Extract<Block, { type: 'fence' }>): void {
    const file = this.fileNamed();
    if (file && ['yaml', 'yml', 'json', ''].includes(block.language)) return this.addFile(file, block);
    if (COMMAND_FENCES.has(block.language)) return this.addCommand(block.text, block.line);
    if (!OUTPUT_FENCES.has(block.language)) return;
    if (this.isCommand(block.text)) {
      this.waiting.push({
        line: block.line,
        message: `\`${block.text.trim()}\` is a command, but its block is marked as ${block.language || 'plain text'}. It is run.`,
      });
      return this.addCommand(block.text, block.line);
    }
    if (this.awaitsOutput) this.addOutput(block);
  }

  /** The file that the last paragraph says to create. */
  private fileNamed(): string | undefined {
    const last = this.prose.at(-1)?.text ?? '';
    return /\b(?:file named|named|called) [`*]?([\w./-]+\.(?:ya?ml|json))\b/i.exec(last)?.[1];
  }

  private addFile(name: string, block: Extract<Block, { type: 'fence' }>): void {
    this.prose = this.prose.slice(-1);
    const error = this.read(block.text);
    if (error === undefined) {
      this.files[name] = block.text;
      return;
    }
    const place = block.line - 1 + Number(/line (\d+)/.exec(error)?.[1] ?? 1);
    const mended = mend(block.text, this.read);
    const moved = mended?.moves.map(({ line, by }) => `line ${line} moved ${Math.abs(by)} to the ${by < 0 ? 'left' : 'right'}`).join(', ');
    this.files[name] = mended?.text ?? block.text;
    this.waiting.push({
      line: place,
      message: `${name} as printed does not parse: ${error}. ${mended ? `Mended: ${moved}.` : 'It could not be mended.'}`,
    });
  }

  private addCommand(text: string, line: number): void {
    for (const [, alias] of text.matchAll(/^alias ([\w-]+)=/gm)) this.programs.add(alias!);
    const run = text
      .split('\n')
      .map((l) => l.replace(/^\$ /, ''))
      .join('\n');
    const said = this.prose.map((p) => p.text).filter((t) => !t.startsWith('[!'));
    const step: DraftStep = {
      id: this.idFor(run),
      title: titleOf(said.at(-1), this.heading, run),
      text: said.at(-1) ?? this.heading,
      files: this.files,
      run: [{ run, expect: {} }],
      errata: this.waiting,
      line,
    };
    this.checkNames(step, this.prose.at(-1));
    if (this.awaited && SHOWS.test(run)) {
      awaitStatus(step.run[0]!, this.awaited);
      this.awaited = undefined;
    }
    this.draft.steps.push(step);
    this.files = {};
    this.waiting = [];
    this.prose = [];
    this.awaitsOutput = true;
  }

  /** The paragraph names one file, the command uses another. */
  private checkNames(step: DraftStep, prose: Extract<Block, { type: 'prose' }> | undefined): void {
    const used = [...step.run[0]!.run.matchAll(/(?:-f|--filename)[ =](\S+)/g)].map((m) => m[1]!);
    const named = [...(prose?.code ?? []), ...(prose?.emphasis ?? [])].filter(
      (c) => /^[\w./-]+\.(ya?ml|json)$/.test(c) && !Object.hasOwn(step.files, c),
    );
    const other = named.find((name) => used.length && !used.includes(name));
    if (other)
      step.errata.push({
        line: prose!.line,
        message: `The text names ${other}, but the command uses ${used.join(', ')}. The command is run as printed.`,
      });
  }

  private addOutput(block: Extract<Block, { type: 'fence' }>): void {
    const step = this.draft.steps.at(-1);
    if (!step) return;
    this.checkGroups(step, block);
    const { expect, findings } = expectationOf(block.text, this.read);
    step.run.at(-1)!.expect = expect;
    step.errata.push(...findings.map((f) => ({ line: block.line + f.line, message: f.message })));
    if (isTable(block.text) && /Running/.test(block.text)) step.run.at(-1)!.until = { every: '5s', tries: 30 };
    this.awaitsOutput = false;
    this.prose = [];
  }

  /** The text speaks of one system group, the output shows another. */
  private checkGroups(step: DraftStep, block: Extract<Block, { type: 'fence' }>): void {
    const prose = this.prose.at(-1);
    const said = [...new Set(prose?.text.match(/\bsystem:[a-z]+/g) ?? [])];
    const shown = [...new Set(block.text.match(/\bsystem:[a-z]+/g) ?? [])];
    const wrong = said.filter((s) => !shown.includes(s));
    if (prose && wrong.length && shown.length)
      step.errata.push({
        line: prose.line,
        message: `The text says ${wrong.join(', ')}, but the output shows ${shown.join(', ')}. The output is right.`,
      });
  }

  private isCommand(text: string): boolean {
    const lines = text.trim().split('\n');
    return this.programs.has(lines[0]!.split(/\s/)[0]!) && !isTable(text);
  }

  private idFor(run: string): string {
    const base = slug(run.replace(/\\\n/g, ' ').split(/\s+-/)[0]!.split(/\s+/).slice(0, 6).join(' ')).slice(0, 40);
    const taken = new Set(this.draft.steps.map((s) => s.id));
    for (let i = 1; ; i++) {
      const id = i === 1 ? base : `${base}-${i}`;
      if (!taken.has(id)) return id;
    }
  }
}

function awaitStatus(command: DraftStep['run'][number], status: string): void {
  command.until = { every: '10s', tries: 60 };
  command.expect = { ...command.expect, stdout: { contains: status } };
}

function titleOf(prose: string | undefined, heading: string, run: string): string {
  const sentence = (prose ?? heading)
    .replace(/`/g, '')
    .split(/(?<=[.:])\s/)[0]!
    .replace(/[.:]$/, '');
  const title = sentence.replace(/ (?:using|with) (?:the )?[\w ]*? commands?\b.*$/, '').replace(/\n/g, ' ');
  return title.length > 4 ? shortened(title) : run.split('\n')[0]!;
}

/** A cluster that commands name but none creates. */
function clusterTakenForGranted(steps: DraftStep[]): Draft['cluster'] {
  const texts = steps.flatMap((s) => s.run.map((r) => r.run));
  if (texts.some((t) => /\baz aks create\b/.test(t))) return undefined;
  const using = texts.find((t) => /\baz aks \w/.test(t) && /--name|-n /.test(t));
  if (!using && !texts.some((t) => /\bkubectl\b/.test(t))) return undefined;
  const option = (text: string | undefined, ...names: string[]) =>
    names.map((n) => new RegExp(`${n}[ =]"?([\\w.-]+)`).exec(text ?? '')?.[1]).find(Boolean);
  return { group: option(using, '--resource-group', '-g') ?? 'myResourceGroup', name: option(using, '--name', '-n') ?? 'myAKSCluster' };
}

const LONGEST_TITLE = 90;

/** Cut between words. */
const shortened = (title: string): string =>
  title.length <= LONGEST_TITLE ? title : `${title.slice(0, LONGEST_TITLE - 4).replace(/[\s,;:]+\S*$/, '')} ...`;
