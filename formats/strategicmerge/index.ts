/**
 * Strategic merge patches: JSON merge patches that know which lists merge by which key.
 * After k8s.io/apimachinery/pkg/util/strategicpatch.
 *
 * @example applyStrategicMergePatch(pod, { spec: { containers: [{ name: 'a', image: 'nginx:2' }] } }, schema)
 */
export { applyStrategicMergePatch } from './merge.ts';
export { createThreeWayMergePatch, createTwoWayMergePatch } from './create.ts';
export { goValue, MergeError, type Json, type JsonMap, type MergeField, type MergeSchema } from './schema.ts';
