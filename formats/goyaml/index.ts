/** YAML as kubectl reads and writes it: go-yaml v2 under sigs.k8s.io/yaml. */
export { readDocuments, yamlToJson, type JsonValue, type YamlDocument } from './documents.ts';
export { emitYaml } from './emitter.ts';
export { YamlError } from './errors.ts';
