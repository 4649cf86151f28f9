/** The OpenAPI document as the real kubectl asks for it: gnostic's openapi.v2.Document in protocol buffers. What kubectl reads of it, no more. */
type Json = any;

const text = (field: number, value: string | undefined): Buffer[] => (value === undefined ? [] : bytes(field, Buffer.from(value)));
const bytes = (field: number, value: Buffer): Buffer[] => [varint((field << 3) | 2), varint(value.length), value];
const message = (field: number, parts: Buffer[]): Buffer[] => bytes(field, Buffer.concat(parts));

function varint(value: number): Buffer {
  const out: number[] = [];
  for (; value > 127; value >>>= 7) out.push((value & 127) | 128);
  return Buffer.from([...out, value]);
}

const named = (field: number, name: string, value: Buffer[]): Buffer[] => message(field, [...text(1, name), ...message(2, value)]);

const extensions = (field: number, of: Json): Buffer[] =>
  Object.keys(of)
    .filter((key) => key.startsWith('x-'))
    .flatMap((key) => named(field, key, text(2, JSON.stringify(of[key]))));

const properties = (of: Record<string, Json>): Buffer[] => Object.entries(of).flatMap(([name, value]) => named(1, name, schema(value)));

function schema(of: Json): Buffer[] {
  return [
    ...text(1, of.$ref),
    ...text(2, of.format),
    ...text(4, of.description),
    ...(of.required ?? []).flatMap((name: string) => text(19, name)),
    ...(of.additionalProperties ? message(21, message(1, schema(of.additionalProperties))) : []),
    ...(of.type ? message(22, text(1, of.type)) : []),
    ...(of.items ? message(23, message(1, schema(of.items))) : []),
    ...(of.properties ? message(25, properties(of.properties)) : []),
    ...extensions(31, of),
  ];
}

/** Queries alone: by them kubectl finds out what can be tried dry. */
const parameter = ({ name }: Json): Buffer[] => message(8, message(1, message(2, message(3, [...text(2, 'query'), ...text(4, name)]))));
const operation = (of: Json): Buffer[] => [...of.parameters.flatMap(parameter), ...extensions(13, of)];

/** @param document OpenAPI v2, as the API server gives it in JSON */
export function openapiProtobuf(document: Json): Buffer {
  const paths = Object.entries<Json>(document.paths).flatMap(([path, { patch }]) => named(2, path, message(8, operation(patch))));
  return Buffer.concat([
    ...text(1, document.swagger),
    ...message(2, [...text(1, document.info.title), ...text(2, document.info.version)]),
    ...message(8, paths),
    ...message(9, properties(document.definitions)),
  ]);
}
