/** What the schema cannot say of a scenario's values: expressions compile, files stay in the folder. */
import jmespath from 'jmespath';
import { isMap, isScalar, visit, type Document, type LineCounter, type Node, type Scalar, type YAMLMap } from 'yaml';
import { KUBERNETES_VERSIONS } from '../core/azure/data/kubernetes-versions.ts';
import { isAbsolute, normalize } from 'node:path';
import type { Problem } from './types.ts';

export function checkValues(document: Document, file: string, lines: LineCounter): Problem[] {
  const problems: Problem[] = [];
  const say = (node: unknown, message: string | undefined) => {
    if (!message) return;
    const { line, col } = lines.linePos((node as Node).range?.[0] ?? 0);
    problems.push({ file, line, column: col, message });
  };
  visit(document, {
    Pair(_, { key, value }) {
      const name = isScalar(key) ? key.value : undefined;
      if (name === 'regex' && isScalar(value)) say(value, expressionProblem(value.value));
      if (name === 'jmespath') for (const one of queries(value)) say(one, queryProblem(String(one.value)));
      if (name === 'cluster' && isMap(value)) for (const [node, message] of clusterProblems(value)) say(node, message);
      if (name === 'capture' && isMap(value))
        for (const { value: from } of value.items) if (isScalar(from)) say(from, expressionProblem(from.value));
      if ((name === 'files' || name === 'solutionFiles') && isMap(value))
        for (const { key: path } of value.items) if (isScalar(path)) say(path, pathProblem(String(path.value)));
    },
  });
  return problems;
}

/** The queries of a matcher are its keys, that of a captured variable is a text. */
const queries = (value: unknown): Scalar[] => (isMap(value) ? value.items.map(({ key }) => key) : [value]).filter((node) => isScalar(node));

function queryProblem(query: string): string | undefined {
  try {
    (jmespath as unknown as { compile(query: string): void }).compile(query);
    return undefined;
  } catch (error) {
    return `the query ${query} does not compile: ${(error as Error).message}`;
  }
}

function clusterProblems(cluster: YAMLMap): [node: unknown, message: string | undefined][] {
  const node = cluster.get('version', true);
  const version = isScalar(node) ? String(node.value) : undefined;
  if (version === undefined) return [];
  if (!KUBERNETES_VERSIONS.includes(version)) return [[node, versionProblem(version)]];
  const policy = cluster.get('podSecurityPolicy', true);
  return isScalar(policy) && policy.value === true ? [[policy, pspProblem(version)]] : [];
}

/** The minor version of 1 that has no PodSecurityPolicy any more. */
const PSP_GONE = 25;

/** Why a cluster of that version cannot have pod security policy. */
export const pspProblem = (version: string): string | undefined =>
  Number(version.split('.')[1]) >= PSP_GONE ? `there is no pod security policy in Kubernetes ${version}: 1.25 took it out` : undefined;

/** What is wrong with a version of Kubernetes for a cluster. */
export function versionProblem(version: string): string | undefined {
  if (KUBERNETES_VERSIONS.includes(version)) return undefined;
  const minor = KUBERNETES_VERSIONS.filter((one) => one.startsWith(`${version.split('.').slice(0, 2).join('.')}.`));
  return `AKS offers no Kubernetes ${version} here: ${minor.length ? minor.join(', ') : `${KUBERNETES_VERSIONS[0]} to ${KUBERNETES_VERSIONS.at(-1)}, as \`az aks get-versions\` lists them`}`;
}

function expressionProblem(expression: unknown): string | undefined {
  try {
    new RegExp(String(expression), 'm');
    return undefined;
  } catch (error) {
    return `the regular expression ${String(expression)} does not compile: ${(error as Error).message}`;
  }
}

function pathProblem(path: string): string | undefined {
  const inside = path !== '' && !isAbsolute(path) && !normalize(path).startsWith('..') && normalize(path) !== '.' && !path.endsWith('/');
  return inside ? undefined : `the file "${path}" does not lie in the scenario's folder`;
}
