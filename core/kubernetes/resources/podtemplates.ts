import { NAME, text } from './columns.ts';
import { defaultTemplate, prepareTemplate, validateTemplate } from './pod/template.ts';
import { list } from './pod/rules.ts';
import type { ResourceDefinition } from './types.ts';
import { formatLabels } from './validation/labels.ts';

/** After k8s.io/kubernetes/pkg/registry/core/podtemplate. */
export const podTemplates: ResourceDefinition = {
  group: '',
  served: () => ['v1'],
  storageVersion: 'v1',
  kind: 'PodTemplate',
  plural: 'podtemplates',
  singular: 'podtemplate',
  namespaced: true,
  nameRule: 'dns1123subdomain',
  default: ({ template }) => defaultTemplate(template),
  prepareForCreate: ({ template }, { versions }) => prepareTemplate(template, versions),
  prepareForUpdate: ({ template }, old, { versions }) => prepareTemplate(template, versions, old.template),
  validate: ({ template }) => validateTemplate(template ?? {}, 'template'),
  validateUpdate: ({ template }) => validateTemplate(template ?? {}, 'template'),
  columns: [
    NAME,
    text('Containers', ({ template }) =>
      list(template?.spec?.containers)
        .map(({ name }) => name)
        .join(','),
    ),
    text('Images', ({ template }) =>
      list(template?.spec?.containers)
        .map(({ image = '' }) => image)
        .join(','),
    ),
    text('Pod Labels', ({ template }) => formatLabels(template?.metadata?.labels)),
  ],
};
