/** Nodes to JSON values: go-yaml v2's decoding into an interface{}, then the conversion that sigs.k8s.io/yaml makes of it. */
import { formatFloat, type GoValue } from '../gofmt.ts';
import { setField } from '../gojson.ts';
import { YamlError } from './errors.ts';
import { goSyntaxOf } from './gosyntax.ts';
import type { AliasNode, MappingNode, ScalarNode, YamlNode } from './parser.ts';
import { resolve, type Resolved } from './resolver.ts';
import { YAML_TAG } from './tags.ts';

/** What cannot be said in JSON; sigs.k8s.io/yaml's own words, without `yaml: ` before them. */
export class ConversionError extends Error {}

/** From this many decoded nodes on a document may hold fewer and fewer aliases. */
const ALIAS_RATIO_LOW = 400_000;
const ALIAS_RATIO_HIGH = 4_000_000;
const MAX_INT64 = 2n ** 63n - 1n;
const MERGE_VALUE = 'map merge requires map or sequence of maps as the value';

/** The JSON value of a document. Throws YamlError or ConversionError. */
export function decode(root: YamlNode): GoValue {
  const decoder = new Decoder();
  const value = decoder.decodeDocument(root);
  if (decoder.unconvertible) throw decoder.unconvertible;
  return value;
}

class Decoder {
  /** The first thing that JSON has no form for: told only once all of the document is decoded. */
  unconvertible: ConversionError | undefined;
  private readonly open = new Set<AliasNode>();
  private decoded = 0;
  private aliased = 0;

  decodeDocument(root: YamlNode): GoValue {
    this.count();
    return this.decodeNode(root);
  }

  private decodeNode(node: YamlNode): GoValue {
    this.count();
    if (node.kind === 'alias') return this.decodeAlias(node);
    if (node.kind === 'scalar') return this.decodeScalar(node);
    if (node.kind === 'sequence') return node.items.map((item) => this.decodeNode(item));
    return this.decodeMapping(node, {});
  }

  private decodeScalar(node: ScalarNode): GoValue {
    const { value } = meaning(node);
    if (typeof value === 'number' && !Number.isFinite(value)) {
      this.unconvertible ??= new ConversionError(`json: unsupported value: ${formatFloat(value)}`);
    }
    return value;
  }

  private decodeAlias(node: AliasNode): GoValue {
    if (this.open.has(node)) throw new YamlError(`anchor '${node.name}' value contains itself`);
    this.open.add(node);
    const value = this.decodeNode(node.target);
    this.open.delete(node);
    return value;
  }

  private decodeMapping(node: MappingNode, into: { [key: string]: GoValue }): GoValue {
    for (const [key, value] of node.entries) {
      if (isMerge(key)) {
        this.merge(value, into);
        continue;
      }
      const name = this.decodeKey(key);
      const decoded = this.decodeNode(value);
      if (name === undefined) this.unconvertible ??= unsupportedKey(key, value);
      else setField(into, name, decoded);
    }
    return into;
  }

  private decodeKey(key: YamlNode): string | undefined {
    this.decodeNode(key);
    const target = dereference(key);
    if (target.kind !== 'scalar') throw new YamlError(`invalid map key: ${goSyntaxOf(target)}`);
    return keyName(meaning(target));
  }

  /** `<<`: the entries of a mapping, or of a list of them with the first in front. */
  private merge(value: YamlNode, into: { [key: string]: GoValue }): void {
    if (value.kind === 'sequence') {
      for (const item of [...value.items].reverse()) this.mergeOne(item, into);
    } else {
      this.mergeOne(value, into);
    }
  }

  private mergeOne(value: YamlNode, into: { [key: string]: GoValue }): void {
    const target = value.kind === 'alias' ? value.target : value;
    if (target.kind !== 'mapping') throw new YamlError(MERGE_VALUE);
    this.count();
    if (value.kind !== 'alias') {
      this.decodeMapping(target, into);
      return;
    }
    if (this.open.has(value)) throw new YamlError(`anchor '${value.name}' value contains itself`);
    this.open.add(value);
    this.count();
    this.decodeMapping(target, into);
    this.open.delete(value);
  }

  /** Refuses documents that a few aliases blow up beyond measure. */
  private count(): void {
    this.decoded++;
    if (this.open.size > 0) this.aliased++;
    if (this.aliased <= 100 || this.decoded <= 1000) return;
    if (this.aliased / this.decoded > allowedAliasRatio(this.decoded)) throw new YamlError('document contains excessive aliasing');
  }
}

function allowedAliasRatio(decoded: number): number {
  if (decoded <= ALIAS_RATIO_LOW) return 0.99;
  if (decoded >= ALIAS_RATIO_HIGH) return 0.1;
  return 0.99 - 0.89 * ((decoded - ALIAS_RATIO_LOW) / (ALIAS_RATIO_HIGH - ALIAS_RATIO_LOW));
}

/** What a scalar node means: quoted ones and block scalars are text. */
export function meaning(node: ScalarNode): Resolved {
  if (node.tag === '' && !node.implicit) return { tag: '!!str', value: node.value };
  const resolved = resolve(node.tag, node.value);
  return resolved.tag === '!!binary' ? { tag: '!!str', value: decodeBinary(node.value) } : resolved;
}

function decodeBinary(text: string): string {
  const compact = text.replace(/[\r\n]/g, '');
  if (compact.length % 4 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) throw new YamlError('!!binary value contains invalid base64 data');
  return new TextDecoder().decode(Uint8Array.from(atob(compact), (char) => char.charCodeAt(0)));
}

function dereference(node: YamlNode): Exclude<YamlNode, AliasNode> {
  return node.kind === 'alias' ? dereference(node.target) : node;
}

function isMerge(key: YamlNode): boolean {
  return key.kind === 'scalar' && key.value === '<<' && (key.implicit || key.tag === `${YAML_TAG}merge`);
}

/** A key as text, or undefined where sigs.k8s.io/yaml does not take it: null, and integers beyond int64. */
function keyName({ tag, value }: Resolved): string | undefined {
  if (value === null || (typeof value === 'bigint' && value > MAX_INT64)) return undefined;
  if (tag === '!!float') return floatKey(value as number);
  return String(value);
}

function unsupportedKey(key: YamlNode, value: YamlNode): ConversionError {
  const target = dereference(key);
  const type = target.kind === 'scalar' && meaning(target).value === null ? '%!s(<nil>)' : 'uint64';
  return new ConversionError(`Unsupported map key of type: ${type}, key: ${goSyntaxOf(target)}, value: ${goSyntaxOf(value)}`);
}

function floatKey(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  return formatFloat(value, 32);
}
