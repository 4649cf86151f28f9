import { expect } from 'chai';
import fc from 'fast-check';
import { compileTemplate, executeTemplate, TemplateParseError } from '../../../formats/gotemplate/index.ts';

const OBJECT = {
  kind: 'Pod',
  replicas: 3,
  big: 1500000,
  half: 0.5,
  on: true,
  off: false,
  none: null,
  empty: '',
  list: ['a', 'b'],
  nested: { b: { c: 'deep' }, a: 'x' },
  encoded: 'aGVsbG8=',
  numbers: [1, 2],
};

/** What a template prints, or the error that it ends in. */
function run(text: string): string {
  try {
    const { stdout, error } = executeTemplate(compileTemplate(text), OBJECT);
    return error ?? stdout;
  } catch (error) {
    if (error instanceof TemplateParseError) return error.message;
    throw error;
  }
}

/** Template → what it prints. */
const PRINTS: [string, string][] = [
  // The real kubectl 1.20.2 on `label --local -o go-template`: whole numbers are int64s.
  ['{{.replicas}} {{.big}} {{.half}}', '3 1500000 0.5'],
  ['{{eq .replicas 3}} {{gt .replicas 2}} {{lt .replicas 4}}', 'true true true'],
  ['{{printf "%d %05d %+d %T %T %s" .replicas .replicas .replicas .replicas .half .replicas}}', '3 00003 +3 int64 float64 %!s(int64=3)'],
  ['{{print .replicas .big "a"}} {{printf "%*d|" .replicas 5}}', '3 1500000a   5|'],
  ['{{.none}} {{.nope}} {{.nested}}', '<no value> <no value> map[a:x b:map[c:deep]]'],
  ['{{.list}} {{.on}}', '[a b] true'],
  ['a {{- .kind -}} b', 'aPodb'],
  ['a {{- /* gone */ -}} b', 'ab'],
  ['{{range $i, $e := .list}}{{$i}}={{$e}};{{end}}', '0=a;1=b;'],
  ['{{range $k, $v := .nested}}{{$k}} {{end}}', 'a b '],
  ['{{range .none}}x{{else}}none{{end}}', 'none'],
  ['{{with .nested.b}}{{.c}}{{$.kind}}{{end}}', 'deepPod'],
  ['{{with .empty}}x{{else}}y{{end}}', 'y'],
  ['{{if .off}}1{{else if .on}}2{{else}}3{{end}}', '2'],
  ['{{$x := 1}}{{if .on}}{{$x = 2}}{{end}}{{$x}}', '2'],
  ['{{and .on .kind}} {{or .empty "d"}} {{not .on}}', 'Pod d false'],
  ['{{and .kind .none}} {{or .empty .none}}', '<no value> <no value>'],
  ['{{eq .kind "Job" "Pod"}} {{ne 1 2}} {{ge 2 2}} {{le "a" "b"}}', 'true true true true'],
  ['{{len .list}} {{len "é"}} {{index .list 1}} {{index .nested "b" "c"}}', '2 2 b deep'],
  ['{{index .nested "nope"}}', '<no value>'],
  ['{{slice "abcdef" 1 3}} {{slice .list 1}}', 'bc [b]'],
  ['{{print 1 2 "x" 3}} {{println "a" 1}}', '1 2x3 a 1\n'],
  ['{{printf "%s-%5d|%-4s|%05.1f|%q|%v|%t|%x" "a" 42 "b" .half "q" .list true 255}}', 'a-   42|b   |000.5|"q"|[a b]|true|ff'],
  ['{{printf "%#x %#X %#o %#b %#d %#x" 255 255 8 5 4 -5}}', '0xff 0XFF 010 0b101 4 -0x5'],
  ['{{printf "%d" .half}}', '%!d(float64=0.5)'],
  ['{{printf "%s"}} {{printf "a" 1}}', '%!s(MISSING) a%!(EXTRA int=1)'],
  ['{{"<a&b>" | html}} {{js "a<b"}} {{urlquery "a b&c"}}', '&lt;a&amp;b&gt; a\\u003Cb a+b%26c'],
  ['{{.encoded | base64decode}} {{exists .nested "b" "c"}} {{exists .nested "x" "y"}}', 'hello true false'],
  ['{{(index .list 0)}}{{(.nested).a}}', 'ax'],
  ['{{\'a\'}} {{0x1F}} {{1e3}} {{`raw`}} {{"t\\t"}}', '97 31 1000 raw t\t'],
  ['{{define "t"}}<{{.}}>{{end}}{{template "t" .kind}}{{template "t"}}', '<Pod><<no value>>'],
  ['{{block "b" .kind}}[{{.}}]{{end}}', '[Pod]'],
  // What Go has had since 1.15, on the same client.
  ['{{\n.kind\n}} {{-\n.half\n-}}\n', 'Pod0.5'],
  ['{{range .list}}{{.}}{{break}}x{{end}}', 'a'],
  ['{{range .numbers}}{{if eq . 1}}{{continue}}{{end}}{{.}}{{end}}', '2'],
  ['{{or 1 (index .list 9)}} {{and .nope (index .list 9)}} {{0 | and 0 (index .list 9)}}', '1 <no value> 0'],
  ['{{eq .nope 1}} {{eq .none .nope}} {{eq nil nil}} {{ne .nope "a"}} {{eq .nested .none}}', 'false true true true false'],
  ['{{1i}} {{1+2i}} {{printf "%T %5.1f %s" 1i 1i 1i}}', '(0+1i) (1+2i) complex128 (  0.0 +1.0i) %!s(complex128=(0+1i))'],
  ['{{0x1p4}} {{1_0.5}} {{0b11}} {{0o17}} {{017}} {{0x1e}}', '16 10.5 3 15 15 30'],
  ['{{printf "%[2]d %[1]d" 1 2}} {{printf "%[3]d" 1 2}} {{printf "%[1]d" 1 2}}', '2 1 %!d(BADINDEX) 1'],
  ['{{printf "%[1" 1}} {{printf "%[1]5d" 2}} {{printf "%[1]*[2]d" 4 2}}', '%!(NOVERB) %!d(BADINDEX)    2'],
  ['{{printf "%*d" "a" 2}} {{printf "%.*d" "a" 2}} {{printf "%-*d|" -4 2}}', '%!(BADWIDTH)2 %!(BADPREC)2 2   |'],
  ['{{printf "%[2]*.[1]*f|" 2 8 1.5}} {{printf "%[2]*d" 1 5}}', '%!f(int=      08)| %!d(MISSING)'],
  ['{{printf "%s %x" .numbers .numbers}} {{printf "%q" .numbers}}', "[%!s(int64=1) %!s(int64=2)] [1 2] ['\\x01' '\\x02']"],
  ['{{print .nope nil}} {{html .none}} {{html nil}}', '<nil> <nil> &lt;no value&gt; &lt;no value&gt;'],
];

/** Template → what follows `error parsing template TEMPLATE, template: output:`. */
const UNPARSABLE: [string, string][] = [
  ['{{.kind', '1: unclosed action'],
  // The real kubectl 1.20.2, which Debian builds with Go 1.19, on `label --local`; so are those that follow.
  ['a\n{{\n.kind', '3: unclosed action started at output:2'],
  ['{{if\n.s}', "2: bad character U+007D '}' in action started at output:1"],
  ['{{.kind\n}', '2: unexpected "}" in operand'],
  ['{{.kind}', "1: bad character U+007D '}'"],
  ['{{in{{.kind}}', "1: bad character U+007B '{'"],
  ['{{1e400}}', '1: illegal number syntax: "1e400"'],
  ['{{.', '1: illegal number syntax: "."'],
  ['{{.kind.', '1: unexpected "." in operand'],
  ['{{len 1.5.rows}}', '1: unexpected . after term "1.5"'],
  ['{{089}}', '1: integer overflow: "089"'],
  ['{{+}}', '1: illegal number syntax: "+"'],
  ['{{break}}', '1: {{break}} outside {{range}}'],
  ['{{range .list}}{{else}}{{continue}}{{end}}', '1: {{continue}} outside {{range}}'],
  ['{{range .list}}{{block "x" .}}{{break}}{{end}}{{end}}', '1: {{break}} outside {{range}}'],
  ['{{range .list}}{{break 1}}{{end}}', '1: unexpected "1" in {{break}}'],
  ['{{with .on}}{{else with .off}}{{end}}', '1: unexpected <with> in else'],
  ['{{}}', '1: missing value for command'],
  ['{{end}}', '1: unexpected {{end}}'],
  ['{{if .x}}', '1: unexpected EOF'],
  ['{{if}}x{{end}}', '1: missing value for if'],
  ['{{$x}}', '1: undefined variable "$x"'],
  ['{{(.x}}', '1: unclosed left paren'],
  ['{{.x)}}', '1: unexpected ")" in command'],
  ['{{"abc}}', '1: unterminated quoted string'],
  ['{{/* x}}', '1: unclosed comment'],
  ['{{.x | 1}}', '1: non executable command in pipeline stage 2'],
  ['{{template .x}}', '1: unexpected ".x" in template clause'],
  ['{{.items[0]}}', "1: bad character U+005B '['"],
  ['{{1.b}}', '1: bad number syntax: "1.b"'],
  ['{{if .x}}{{else}}{{else}}{{end}}', '1: expected end; found {{else}}'],
];

/** Template → what follows `error executing template "TEMPLATE": template: output:`. */
const FAILING: [string, string][] = [
  ['{{.kind.deeper}}', '1:7: executing "output" at <.kind.deeper>: can\'t evaluate field deeper in type interface {}'],
  ['{{.none.deeper}}', '1:7: executing "output" at <.none.deeper>: nil pointer evaluating interface {}.deeper'],
  ['{{range .kind}}{{end}}', '1:8: executing "output" at <.kind>: range can\'t iterate over Pod'],
  ['{{eq .replicas 3.0}}', '1:2: executing "output" at <eq .replicas 3.0>: error calling eq: incompatible types for comparison'],
  ['{{index .list 5}}', '1:2: executing "output" at <index .list 5>: error calling index: index out of range: 5'],
  ['{{len 3}}', '1:2: executing "output" at <len 3>: error calling len: len of type int'],
  ['{{len .nope}}', '1:2: executing "output" at <len .nope>: error calling len: reflect: call of reflect.Value.Type on zero Value'],
  ['{{len .none}}', '1:2: executing "output" at <len .none>: error calling len: len of nil pointer'],
  ['{{slice .kind 1 2 3}}', '1:2: executing "output" at <slice .kind 1 2 3>: error calling slice: cannot 3-index slice a string'],
  [
    '{{eq .numbers .numbers}}',
    '1:2: executing "output" at <eq .numbers .numbers>: error calling eq: non-comparable type [%!s(int64=1) %!s(int64=2)]: []interface {}',
  ],
  [
    '{{eq .numbers .nested}}',
    '1:2: executing "output" at <eq .numbers .nested>: error calling eq: non-comparable types ' +
      '[%!s(int64=1) %!s(int64=2)]: []interface {}, map[string]interface {}: map[a:x b:map[c:deep]]',
  ],
  ['{{eq .numbers}}', '1:2: executing "output" at <eq .numbers>: error calling eq: missing argument for comparison'],
  ['{{lt 1i 2i}}', '1:2: executing "output" at <lt 1i 2i>: error calling lt: invalid type for comparison'],
  ['{{template "nope"}}', '1:11: executing "output" at <{{template "nope"}}>: template "nope" not defined'],
  ['{{.kind 1}}', '1:2: executing "output" at <.kind>: kind is not a method but has arguments'],
  ['{{not}}', '1:2: executing "output" at <not>: wrong number of args for not: want 1 got 0'],
];

describe('gotemplate', () => {
  for (const [text, printed] of PRINTS) it(`prints ${text}`, () => expect(run(text)).to.equal(printed));
  for (const [text, message] of UNPARSABLE) {
    it(`refuses ${JSON.stringify(text)}`, () => expect(run(text)).to.equal(`error parsing template ${text}, template: output:${message}`));
  }
  for (const [text, message] of FAILING) {
    it(`fails at ${text}`, () =>
      expect(run(text)).to.equal(`error executing template ${JSON.stringify(text)}: template: output:${message}`));
  }

  it('shows what it worked on where it fails', () => {
    const { stdout } = executeTemplate(compileTemplate('x{{.a.b}}'), { a: '<1>', n: 2 });
    expect(stdout).to.equal(
      'xError executing template: template: output:1:5: executing "output" at <.a.b>: can\'t evaluate field b in type interface {}. ' +
        'Printing more information for debugging the template:\n\ttemplate was:\n\t\tx{{.a.b}}\n\traw data was:\n\t\t{"a":"\\u003c1\\u003e","n":2}\n' +
        '\tobject given to template engine was:\n\t\tmap[a:<1> n:2]\n\n',
    );
  });

  it('answers any template with text or an error text, never an exception', () => {
    const pieces = fc.constantFrom(
      '{{',
      '}}',
      '{{-',
      ' -}}',
      '.kind',
      '.list',
      ' ',
      '|',
      'len',
      'index',
      'if',
      'range',
      'end',
      'else',
      'with',
      '$',
      '$x',
      ':=',
      '=',
      ',',
      '"a"',
      '1',
      '(',
      ')',
      'nil',
      'printf',
      "'",
      'define',
      'template',
      '\n',
      'eq',
      '.',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
        expect(run(parts.join(''))).to.be.a('string');
        expect(run(`{{${parts.join(' ')}}}`)).to.be.a('string');
      }),
      { seed: 20210113, numRuns: 3000 },
    );
  });

  it('refuses, not hangs on, templates that call themselves', () => {
    expect(run('{{define "t"}}{{template "t"}}{{end}}{{template "t"}}')).to.contain('exceeded maximum template depth');
  });
});
