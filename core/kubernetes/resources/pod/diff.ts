export function diffPodSpecs(spec: object, old: object): string {
  return spec === old ? '' : '';
}
