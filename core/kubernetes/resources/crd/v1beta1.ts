/** apiextensions.k8s.io/v1beta1, where schema, columns and subresources of all versions may stand at the top, to v1 and back. */
import { equal, type KubeObject } from '../../object.ts';

type Fields = Record<string, any>;

const columnsToV1 = (columns: Fields[] | undefined) => columns?.map(({ JSONPath, ...column }) => ({ ...column, jsonPath: JSONPath }));
const columnsFromV1 = (columns: Fields[] | undefined) => columns?.map(({ jsonPath, ...column }) => ({ ...column, JSONPath: jsonPath }));
const present = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** Unknown fields were kept there unless a definition said otherwise. */
export function crdFromV1beta1(crd: KubeObject): KubeObject {
  const {
    version,
    versions,
    validation,
    subresources,
    additionalPrinterColumns,
    preserveUnknownFields = true,
    conversion,
    ...spec
  } = crd.spec ?? {};
  const list: Fields[] = versions?.length ? versions : version ? [{ name: version, served: true, storage: true }] : [];
  return {
    ...crd,
    spec: present({
      ...spec,
      preserveUnknownFields: preserveUnknownFields || undefined,
      conversion:
        conversion &&
        present({
          strategy: conversion.strategy,
          webhook: conversion.webhookClientConfig && {
            clientConfig: conversion.webhookClientConfig,
            conversionReviewVersions: conversion.conversionReviewVersions ?? ['v1beta1'],
          },
        }),
      versions: list.map((one) =>
        present({
          ...one,
          schema: one.schema ?? validation,
          subresources: one.subresources ?? subresources,
          additionalPrinterColumns: columnsToV1(one.additionalPrinterColumns ?? additionalPrinterColumns),
        }),
      ),
    }),
  };
}

export function crdToV1beta1(crd: KubeObject): KubeObject {
  const { versions, preserveUnknownFields, conversion, ...spec } = crd.spec ?? {};
  const list: Fields[] = versions ?? [];
  const shared = (field: string): any =>
    list.length && list.every((one) => equal(one[field], list[0]![field])) ? list[0]![field] : undefined;
  const top = present({
    validation: shared('schema'),
    subresources: shared('subresources'),
    additionalPrinterColumns: columnsFromV1(shared('additionalPrinterColumns')),
  });
  const own = ({ schema, subresources, additionalPrinterColumns, ...one }: Fields): Fields =>
    present({
      ...one,
      schema: top.validation ? undefined : schema,
      subresources: top.subresources ? undefined : subresources,
      additionalPrinterColumns: top.additionalPrinterColumns ? undefined : columnsFromV1(additionalPrinterColumns),
    });
  return {
    ...crd,
    spec: present({
      ...spec,
      ...top,
      conversion:
        conversion &&
        present({
          strategy: conversion.strategy,
          webhookClientConfig: conversion.webhook?.clientConfig,
          conversionReviewVersions: conversion.webhook?.conversionReviewVersions,
        }),
      preserveUnknownFields: preserveUnknownFields ?? false,
      version: list[0]?.name,
      versions: list.map(own),
    }),
  };
}
