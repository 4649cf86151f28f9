import type { ArmClient } from '../../arm.ts';

const VERSION = 'api-version=2022-11-01';
const PREVIEW_VERSION = 'api-version=2022-11-02-preview';
const PROVIDER = 'providers/Microsoft.ContainerService';

/** URLs of the container service; with aks-preview az speaks the preview version. */
export function aksPaths(arm: ArmClient, preview: boolean) {
  const version = preview ? PREVIEW_VERSION : VERSION;
  const cluster = (group: string, name: string) =>
    `${arm.subscription()}/resourceGroups/${encodeURIComponent(group)}/${PROVIDER}/managedClusters/${encodeURIComponent(name)}`;
  return {
    all: (group?: string) =>
      `${arm.subscription()}${group ? `/resourceGroups/${encodeURIComponent(group)}` : ''}/${PROVIDER}/managedClusters?${version}`,
    cluster: (group: string, name: string) => `${cluster(group, name)}?${version}`,
    below: (group: string, name: string, what: string) => `${cluster(group, name)}/${what}?${version}`,
    orchestrators: (location: string) =>
      `${arm.subscription()}/${PROVIDER}/locations/${encodeURIComponent(location)}/orchestrators?api-version=2019-04-01&resource-type=managedClusters`,
  };
}
