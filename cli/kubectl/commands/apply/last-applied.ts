/** The annotation in which apply keeps what was applied: after k8s.io/kubectl/pkg/util/apply.go. */
import type { KubeObject } from '../../../../core/kubernetes/object.ts';
import { marshal } from '../../../../formats/gojson.ts';
import type { JsonValue } from '../../../../formats/goyaml/index.ts';
import { LAST_APPLIED } from '../../mutate.ts';

/** What is kept of an object: itself without that annotation, with an empty map of annotations at least. A newline at the end. */
export function configurationOf(object: KubeObject): string {
  const annotations = { ...object.metadata.annotations };
  delete annotations[LAST_APPLIED];
  return `${marshal({ ...object, metadata: { ...object.metadata, annotations } } as unknown as JsonValue)}\n`;
}

/** The object with the annotation set to what it says now. */
export function withLastApplied(object: KubeObject): KubeObject {
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, [LAST_APPLIED]: configurationOf(object) } },
  };
}
