/** The Accept header: which form of the answer the client asks for. After k8s.io/apiserver/pkg/endpoints/handlers/negotiation. */
import { notAcceptable } from './errors.ts';

export type View = 'object' | 'Table' | 'PartialObjectMetadata' | 'PartialObjectMetadataList';

const VIEWS = new Set(['Table', 'PartialObjectMetadata', 'PartialObjectMetadataList']);
const JSON_TYPES = new Set(['application/json', 'application/*', '*/*', 'application/yaml', 'application/vnd.kubernetes.protobuf']);

const read = new Map<string, View>();

/** The first form among those listed that there is. @throws NotAcceptable */
export function readAccept(accept: string | undefined): View {
  if (!accept) return 'object';
  const known = read.get(accept);
  if (known) return known;
  for (const clause of accept.split(',')) {
    const [type, ...parameters] = clause.split(';').map((part) => part.trim());
    if (!JSON_TYPES.has(type!)) continue;
    const values = Object.fromEntries(parameters.map((p) => p.split('=') as [string, string]));
    if (values.as === undefined) return remember(accept, 'object');
    if (VIEWS.has(values.as) && values.g === 'meta.k8s.io' && (values.v === 'v1' || values.v === 'v1beta1'))
      return remember(accept, values.as as View);
  }
  throw notAcceptable(['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf']);
}

function remember(accept: string, view: View): View {
  if (read.size < 100) read.set(accept, view);
  return view;
}
