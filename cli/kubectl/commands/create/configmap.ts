import { meta, type Generator } from './generator.ts';
import { nameWithHash } from '../../hash.ts';
import { SOURCE_FLAGS, sourcesOf } from './files.ts';

export const configmap: Generator = {
  name: 'configmap',
  aliases: ['cm'],
  use: 'NAME [--from-file=[key=]source] [--from-literal=key1=value1]',
  summary: 'Create a config map from files or literals',
  examples: 'kubectl create configmap conf --from-literal=a=1 --from-file=app.properties',
  flags: SOURCE_FLAGS,
  namespaced: true,
  answersMap: true,
  make(name, flags, context) {
    const data = sourcesOf(flags, context, ` in Data for ConfigMap ${JSON.stringify(name)}`);
    const object = { apiVersion: 'v1', ...(Object.keys(data).length ? { data } : {}), kind: 'ConfigMap', metadata: meta(name) };
    return flags.bool('append-hash') ? nameWithHash(object) : object;
  },
};
