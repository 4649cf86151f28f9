/** What a template is made of: k8s.io/client-go/util/jsonpath/node.go. */
export type Node =
  | { type: 'list'; nodes: Node[] }
  | { type: 'text'; text: string }
  | { type: 'field'; name: string }
  | { type: 'identifier'; name: string }
  | { type: 'array'; from: Bound; to: Bound & { derived?: boolean }; step: Bound }
  | { type: 'filter'; left: ListNode; right: ListNode; operator: string }
  | { type: 'number'; value: number; float: boolean }
  | { type: 'bool'; value: boolean }
  | { type: 'wildcard' }
  | { type: 'recursive' }
  | { type: 'union'; lists: ListNode[] };

export type ListNode = Extract<Node, { type: 'list' }>;

/** One number of `[from:to:step]`; undefined where it was left out. */
export interface Bound {
  value: number | undefined;
}

/** What is wrong with a template, or with what it meets; the message is client-go's. */
export class JsonPathError extends Error {}
