/**
 * The Python SDK's view of a wire object: every field of the model is there, null where the service left it out, under the name that the
 * SDK gives it; what the model does not know comes along under its wire name.
 */
export type Model = readonly Field[];
/** `osSku=osSKU` renames; a pair gives the field's own model. */
export type Field = string | readonly [field: string, model: Model | EachOf];
/** A map whose values have a model. */
export interface EachOf {
  each: Model;
}

export function project(wire: any, model: Model | EachOf): any {
  if (Array.isArray(wire)) return wire.map((item) => project(item, model));
  if (typeof wire !== 'object' || wire === null) return wire ?? null;
  if ('each' in model) return Object.fromEntries(Object.entries(wire).map(([key, value]) => [key, project(value, model.each)]));
  const out: Record<string, unknown> = {};
  const known = new Set<string>();
  for (const field of model) {
    const [spec, inner] = typeof field === 'string' ? [field, undefined] : field;
    const [name = '', wireName = name] = spec.split('=');
    known.add(wireName);
    out[name] = inner ? project(wire[wireName], inner) : (wire[wireName] ?? null);
  }
  for (const key of Object.keys(wire)) if (!known.has(key)) out[key] = wire[key];
  return out;
}

/** Puts the fields of `properties` beside the others, as the SDK flattens most resources. */
export function flatten({ properties, ...rest }: any): any {
  return { ...properties, ...rest };
}

/** The group in a resource's id, which az adds beside every such id. */
export function addResourceGroups(value: any): any {
  if (Array.isArray(value)) return value.map(addResourceGroups);
  if (typeof value !== 'object' || value === null) return value;
  const out: Record<string, unknown> = {};
  for (const key in value) out[key] = addResourceGroups(value[key]);
  const group = typeof value.id === 'string' ? /\/resourcegroups\/([^/]+)\//i.exec(value.id)?.[1] : undefined;
  if (group !== undefined && !('resourceGroup' in out)) out.resourceGroup = group;
  return out;
}
