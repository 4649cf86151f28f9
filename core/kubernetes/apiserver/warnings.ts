/** Warnings about deprecated APIs: after k8s.io/apiserver/pkg/endpoints/deprecation. */
import { groupVersion, type Served } from '../resources/registry.ts';
import type { Versions } from '../versions.ts';

export function warnings({ group, version, resource }: Served, versions: Versions): string[] {
  const own = versions.has('warningHeaders') ? resource.deprecations?.[version] : undefined;
  const text = own ?? versions.deprecation(`${groupVersion(group, version)} ${resource.kind}`);
  return text ? [text] : [];
}
