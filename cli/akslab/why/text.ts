/** The report in words, for a person: 80 columns, and a beginner's vocabulary. */
import type { Explanation, PolicyFinding, UseGrant } from '../../../core/kubernetes/explain/admission.ts';
import type { Mutation } from '../../../core/kubernetes/admission/podsecuritypolicy/draft.ts';
import type { Change } from '../../../core/kubernetes/explain/repair.ts';
import { width, wrap, type Style } from '../../shared/style.ts';
import { matrixText } from './matrix-text.ts';
import type { Report, Way } from './report.ts';

const WIDTH = 80;

export function reportText(report: Report, style: Style): string {
  const blocks = blocksOf(report, style).filter((block) => block !== '');
  return `${blocks.join('\n\n')}\n`;
}

function blocksOf(report: Report, style: Style): string[] {
  switch (report.about) {
    case 'admission':
      return [
        heading(report.subject, report.answer, style),
        report.note ? wrap(report.note, WIDTH) : '',
        verdict(report.explanation, report.answer),
        report.obstacle ? obstacle(report.obstacle) : '',
        policies(report.explanation, style),
        ways(report.waysOut, style),
        report.invalid
          ? wrap(`No grant, policy or change of its security settings lets this pod in: it is wrong besides. ${report.invalid}`, WIDTH)
          : '',
      ];
    case 'running pod':
      return [
        style.bold(report.subject),
        wrap(report.note, WIDTH),
        report.obstacle ? obstacle(report.obstacle) : '',
        mutations(report.mutations),
        report.policy === undefined ? policies(report.explanation, style) : '',
      ];
    case 'forbidden': {
      const { explanation: e, commands, warning } = report;
      const what = `${e.verb} ${e.resource}${e.name ? ` ${JSON.stringify(e.name)}` : ''}`;
      const where = e.namespace ? ` in namespace ${e.namespace}` : e.scope === 'path' ? '' : ' in the whole cluster';
      return [
        heading(report.subject, report.answer, style),
        wrap(
          `This is RBAC, the first wall: it decides who may ask for what, before any policy looks at a pod. No role that is bound to ${e.user} lets it ${what}${where}.`,
          WIDTH,
        ),
        whoMay(e.whoMay, style),
        commands.length
          ? `${style.bold('The least that lets it')}\n${indent(commands.join('\n'))}${warning ? `\n${warn(warning, style)}` : ''}`
          : '',
      ];
    }
    case 'other refusal':
      return [heading(report.subject, report.answer, style), wrap(report.note, WIDTH)];
    case 'azure':
      return [
        heading(report.subject, report.answer ?? '', style),
        report.note ? wrap(report.note, WIDTH) : '',
        report.steps.map((step) => hanging(`  ${step.done ? style.pass : style.fail} `, step.what)).join('\n'),
        report.next.length
          ? `${style.bold('Next')}\n${indent(report.next.join('\n'))}${report.warning ? `\n${warn(report.warning, style)}` : ''}`
          : '',
      ];
    case 'matrix':
      return [matrixText(report.matrix, style)];
  }
}

const heading = (subject: string, answer: string, style: Style): string =>
  answer ? `${style.bold(subject)}\n${wrap(answer, WIDTH, '  ')}` : style.bold(subject);

/** Kubernetes' own components are many, and of no interest. */
function whoMay(subjects: string[], style: Style): string {
  const people = subjects.filter((who) => !/^(ServiceAccount|User) .* through (Cluster)?RoleBinding system:/.test(who));
  const others = subjects.length - people.length;
  const lines = [...people.map((who) => wrap(who, WIDTH, '  ')), ...(others ? [`  and ${others} of the cluster's own components`] : [])];
  return lines.length ? `${style.bold('Who may')}\n${lines.join('\n')}` : '';
}

/** A paragraph with its first line further out. */
const hanging = (start: string, text: string): string => wrap(text, WIDTH, ' '.repeat(width(start))).replace(/^ +/, start);
const indent = (text: string, by = '    '): string => text.replaceAll(/^(?=.)/gm, by);
const warn = (text: string, style: Style): string => wrap(text, WIDTH - 8, '       ').replace(/^ {7}/, `     ${style.warn} `);

const obstacle = (why: string): string =>
  wrap(
    `It does not start, though: ${why}. That is looked at on the node, once the pod was let in. Give the container a runAsUser other than 0 if its program can do without root, or an image that has such a user.`,
    WIDTH,
  );

const HOW = 'A pod is let in if one policy allows all that it asks for and may be used by its service account, or by whoever creates it.';

function verdict(e: Explanation, answer: string): string {
  const account = `service account ${e.namespace}/${e.serviceAccount}`;
  const who = `Its ${account} counts, and so does ${e.user}, who creates it.`;
  const usable = e.policies.filter((p) => p.usable.length);
  if (e.before) {
    const isSaid = answer.includes(e.before);
    return wrap(`No policy was asked: ${isSaid ? 'the words above were said before any was looked at' : e.before}.`, WIDTH);
  }
  if (e.outcome === 'admitted')
    return wrap(
      `${HOW} ${who} Policy ${e.policy} lets it in${e.mutations.length ? ', and sets what is listed below' : ', as it is'}.`,
      WIDTH,
    );
  if (!e.policies.length)
    return wrap('PodSecurityPolicy is on, but there is no policy at all: then no pod can be created, by anybody.', WIDTH);
  const reason = usable.length
    ? `${usable.length === 1 ? 'One policy' : `${usable.length} policies`} may be used, but ${usable.length === 1 ? 'it refuses' : 'all refuse'} the pod.`
    : 'Neither may use any policy. That is what the empty brackets, [], mean: no policy was there to object.';
  return wrap(`${HOW} ${who} ${reason}`, WIDTH);
}

function mutations(list: Mutation[]): string {
  if (!list.length) return '';
  return ['What it set', ...list.map((m) => wrap(`${m.field}: ${JSON.stringify(m.to)}`, WIDTH, '  '))].join('\n');
}

function policies(e: Explanation, style: Style): string {
  if (!e.policies.length) return '';
  return `${style.bold('Policies, in the order in which they are asked')}\n${e.policies.map((p) => policy(p, style)).join('\n')}`;
}

function policy(p: PolicyFinding, style: Style): string {
  const usable = p.usable.length > 0;
  const admits = p.verdict !== 'refuses';
  const mark = usable && admits ? style.pass : style.fail;
  const allows = p.verdict === 'admits' ? 'allows the pod as it is' : admits ? 'allows the pod, with changes' : 'does not allow the pod';
  const lines = [
    `  ${mark} ${style.bold(p.name)}: ${allows}${usable ? '' : admits ? ', but neither may use it' : ', and neither may use it'}`,
  ];
  for (const grant of p.usable) lines.push(wrap(`may be used: ${grantText(grant)}`, WIDTH, '      '));
  if (!usable)
    lines.push(
      wrap(
        p.others.length ? `may be used here by ${p.others.map(grantText).join('; ')}` : 'nobody may use it in this namespace',
        WIDTH,
        '      ',
      ),
    );
  for (const v of p.violations) {
    lines.push(
      `      ${style.yellow(v.field)}`,
      wrap(v.message, WIDTH, '        '),
      wrap(`${v.about} This policy allows: ${v.allowed}.`, WIDTH, '        '),
    );
  }
  for (const m of p.mutations) lines.push(wrap(`would set ${m.field}: ${JSON.stringify(m.to)}`, WIDTH, '      '));
  return lines.join('\n');
}

const grantText = ({ subject, binding, role }: UseGrant): string => `${subject} through ${binding}, ${role}`;

function ways(list: Way[], style: Style): string {
  if (!list.length) return '';
  return `${style.bold('Ways out, the least first')}\n${list.map((way, i) => wayText(way, i + 1, style)).join('\n')}`;
}

const TITLES: Record<Way['kind'], (way: Way) => string> = {
  grant: ({ policy }) => `Policy ${policy} allows this pod already: let its service account use it, in this namespace alone.`,
  pod: ({ policy, objects }) =>
    `${objects.length ? `Let its service account use policy ${policy}, and change the pod` : 'Change the pod'}, so that policy ${policy} allows it:`,
  policy: ({ policy }) => `A new policy, ${policy}, that allows what this pod asks for:`,
};

function wayText(way: Way, number: number, style: Style): string {
  const lines = [hanging(`  ${number}. `, TITLES[way.kind](way))];
  for (const change of way.changes) lines.push(hanging('     - ', changeText(change)));
  if (way.opens.length)
    lines.push(
      warn(
        `${way.kind === 'policy' ? 'Think twice: the pod asks for' : 'Wide: beside what the pod asks for, it opens'} ${way.opens.join(', ')}.`,
        style,
      ),
    );
  if (way.obstacle) lines.push(warn(`Let in like this, the pod would not start: ${way.obstacle}.`, style));
  // A here-document ends only where its last word begins the line.
  lines.push(...way.commands.map((command) => (command.includes('<<') ? command : indent(command, '     '))));
  return lines.join('\n');
}

const changeText = ({ field, from, to }: Change): string =>
  to === undefined
    ? `take out ${field} (${JSON.stringify(from)})`
    : from === undefined
      ? `add ${field}: ${JSON.stringify(to)}`
      : `change ${field} from ${JSON.stringify(from)} to ${JSON.stringify(to)}`;
