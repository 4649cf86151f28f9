/** The hash of --append-hash: after k8s.io/kubectl/pkg/util/hash. */
import { createHash } from 'node:crypto';
import type { KubeObject } from '../../core/kubernetes/object.ts';
import { marshal } from '../../formats/gojson.ts';
import type { JsonValue } from '../../formats/goyaml/index.ts';

/** Letters that could spell words are replaced. */
const REPLACED: Record<string, string> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

export function nameWithHash(object: KubeObject): KubeObject {
  const { data = {}, kind, type } = object;
  const encoded = marshal(
    (kind === 'Secret' ? { data, kind, name: object.metadata.name, type } : { data, kind, name: object.metadata.name }) as JsonValue,
  );
  const hash = createHash('sha256')
    .update(encoded)
    .digest('hex')
    .slice(0, 10)
    .replace(/[013ae]/g, (c) => REPLACED[c]!);
  return { ...object, metadata: { ...object.metadata, name: `${object.metadata.name}-${hash}` } };
}
