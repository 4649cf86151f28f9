import { expect } from 'chai';
import { byPriority } from '../../../../core/kubernetes/resources/customresources.ts';
import { testCluster, type TestCluster } from '../../../support/cluster.ts';

const SCHEMA = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      required: ['cronSpec'],
      properties: {
        cronSpec: { type: 'string', pattern: '^(\\d+|\\*)(/\\d+)?(\\s+(\\d+|\\*)(/\\d+)?){4}$' },
        replicas: { type: 'integer', minimum: 1, maximum: 10, default: 1 },
        image: { type: 'string' },
        mode: { type: 'string', enum: ['Fast', 'Slow'] },
        steps: { type: 'array', items: { type: 'object', properties: { run: { type: 'string' } } } },
      },
    },
    status: { type: 'object', properties: { replicas: { type: 'integer' } } },
  },
};

const crd = (changes: object = {}): any => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'crontabs.stable.example.com' },
  spec: {
    group: 'stable.example.com',
    scope: 'Namespaced',
    names: { plural: 'crontabs', kind: 'CronTab', shortNames: ['ct'] },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: SCHEMA },
        subresources: { status: {}, scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' } },
        additionalPrinterColumns: [
          { name: 'Spec', type: 'string', jsonPath: '.spec.cronSpec' },
          { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
        ],
      },
    ],
    ...changes,
  },
});

const cronTab = (spec: object): object => ({ apiVersion: 'stable.example.com/v1', kind: 'CronTab', metadata: { name: 'one' }, spec });
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const CRON_TABS = '/apis/stable.example.com/v1/namespaces/default/crontabs';

describe('custom resources', () => {
  let cluster: TestCluster;
  const messageOf = (spec: object): string => cluster.ask('POST', CRON_TABS, cronTab(spec)).body.message;

  beforeEach(() => {
    cluster = testCluster();
    expect(cluster.ask('POST', CRDS, crd()).code).to.equal(201);
  });

  it('are served once they are defined, and no longer when the definition is gone', () => {
    expect(cluster.ask('POST', CRON_TABS, cronTab({ cronSpec: '* * * * */5' })).code).to.equal(201);
    expect(cluster.ask('GET', `${CRON_TABS}/one`).body.kind).to.equal('CronTab');
    cluster.ask('DELETE', `${CRDS}/crontabs.stable.example.com`);
    expect(cluster.ask('GET', `${CRON_TABS}/one`).code).to.equal(404);
    cluster.ask('POST', CRDS, crd());
    expect(cluster.ask('GET', CRON_TABS).body.items).to.deep.equal([]);
  });

  it('lose fields that the schema does not know and gain its defaults', () => {
    const { body } = cluster.ask('POST', CRON_TABS, cronTab({ cronSpec: '* * * * */5', unknown: 1, steps: [{ run: 'a', why: 'b' }] }));
    expect(body.spec).to.deep.equal({ cronSpec: '* * * * */5', replicas: 1, steps: [{ run: 'a' }] });
  });

  it("are refused in the words of Kubernetes' documentation", () => {
    expect(messageOf({ cronSpec: '* * * *', replicas: 15 })).to.equal(
      'CronTab.stable.example.com "one" is invalid: [spec.cronSpec: Invalid value: "* * * *": spec.cronSpec in body should match \'^(\\d+|\\*)(/\\d+)?(\\s+(\\d+|\\*)(/\\d+)?){4}$\', spec.replicas: Invalid value: 15: spec.replicas in body should be less than or equal to 10]',
    );
  });

  it('are refused where a field is missing, of another type or none of the choices', () => {
    expect(messageOf({})).to.equal('CronTab.stable.example.com "one" is invalid: spec.cronSpec: Required value');
    expect(messageOf({ cronSpec: '* * * * *', image: 5 })).to.equal(
      'CronTab.stable.example.com "one" is invalid: spec.image: Invalid value: "integer": spec.image in body must be of type string: "integer"',
    );
    expect(messageOf({ cronSpec: '* * * * *', mode: 'Odd' })).to.equal(
      'CronTab.stable.example.com "one" is invalid: spec.mode: Unsupported value: "Odd": supported values: "Fast", "Slow"',
    );
  });

  it('name no index where an item of a list is wrong', () => {
    expect(messageOf({ cronSpec: '* * * * *', steps: [{ run: 1 }] })).to.equal(
      'CronTab.stable.example.com "one" is invalid: spec.steps.run: Invalid value: "integer": spec.steps.run in body must be of type string: "integer"',
    );
  });

  it('take their status from the status subresource only', () => {
    cluster.ask('POST', CRON_TABS, { ...cronTab({ cronSpec: '* * * * *' }), status: { replicas: 9 } });
    const { body: object } = cluster.ask('GET', `${CRON_TABS}/one`);
    expect(object.status).to.equal(undefined);
    const updated = cluster.ask('PUT', `${CRON_TABS}/one/status`, { ...object, spec: { cronSpec: '1 1 1 1 1' }, status: { replicas: 2 } });
    expect(updated.body.status).to.deep.equal({ replicas: 2 });
    expect(updated.body.spec.cronSpec).to.equal('* * * * *');
    expect(updated.body.metadata.generation).to.equal(1);
  });

  describe('applied by the server', () => {
    const apply = (spec: object, manager: string) =>
      cluster.ask('PATCH', `${CRON_TABS}/one?fieldManager=${manager}`, cronTab(spec), {
        headers: { 'content-type': 'application/apply-patch+yaml' },
      });
    it('have owners by the schema', () => {
      const { code, body } = apply({ cronSpec: '* * * * *', steps: [{ run: 'a' }] }, 'ann');
      expect(code).to.equal(201);
      expect(body.metadata.managedFields.map(({ manager, fieldsV1 }: any) => [manager, fieldsV1])).to.deep.equal([
        ['ann', { 'f:spec': { 'f:cronSpec': {}, 'f:steps': {} } }],
      ]);
    });
    it('conflict, and lose what nobody sets any more', () => {
      apply({ cronSpec: '* * * * *', image: 'x' }, 'ann');
      expect(apply({ cronSpec: '1 * * * *' }, 'bob').body.message).to.equal(
        'Apply failed with 1 conflict: conflict with "ann": .spec.cronSpec',
      );
      expect(apply({ cronSpec: '* * * * *' }, 'ann').body.spec).to.deep.equal({ cronSpec: '* * * * *', replicas: 1 });
    });
  });

  it('are not served under names that another definition has', () => {
    const names = { plural: 'cronjobs', singular: 'ct', kind: 'CronJob' };
    cluster.ask('POST', CRDS, { ...crd({ names }), metadata: { name: 'cronjobs.stable.example.com' } });
    const { conditions } = cluster.ask('GET', `${CRDS}/cronjobs.stable.example.com`).body.status;
    expect(conditions.map(({ type, status, reason, message }: any) => [type, status, reason, message])).to.deep.equal([
      ['NamesAccepted', 'False', 'SingularConflict', '"ct" is already in use'],
      ['Established', 'False', 'NotAccepted', 'not all names are accepted'],
    ]);
    expect(cluster.ask('GET', '/apis/stable.example.com/v1/cronjobs').code).to.equal(404);
  });

  it('warn who uses a deprecated version', () => {
    const versions = crd().spec.versions;
    const old = { ...versions[0], name: 'v1beta1', storage: false, deprecated: true };
    const { metadata } = cluster.ask('GET', `${CRDS}/crontabs.stable.example.com`).body;
    expect(
      cluster.ask('PUT', `${CRDS}/crontabs.stable.example.com`, {
        ...crd({ versions: [...versions, old] }),
        metadata: { name: metadata.name, resourceVersion: metadata.resourceVersion },
      }).code,
    ).to.equal(200);
    expect(cluster.ask('GET', CRON_TABS.replace('/v1/', '/v1beta1/')).warnings).to.deep.equal([
      'stable.example.com/v1beta1 CronTab is deprecated',
    ]);
    expect(cluster.ask('GET', CRON_TABS).warnings).to.equal(undefined);
    expect(cluster.ask('GET', '/apis/stable.example.com').body.versions.map((v: any) => v.version)).to.deep.equal(['v1', 'v1beta1']);
  });

  it('have metadata like any other object', () => {
    const withMetadata = (metadata: object) =>
      cluster.ask('POST', CRON_TABS, { ...cronTab({ cronSpec: '* * * * *' }), metadata: { name: 'one', ...metadata } }).body;
    expect(withMetadata({ labels: { a: 5 } }).message).to.equal(
      'CronTab in version "v1" cannot be handled as a CronTab: json: cannot unmarshal number into Go struct field ObjectMeta.labels of type string',
    );
    expect(withMetadata({ labels: { 'a b': 'c' } }).message).to.match(
      /^CronTab\.stable\.example\.com "one" is invalid: metadata\.labels: Invalid value: "a b": name part must consist of/,
    );
    expect(withMetadata({ unknown: 1 }).metadata).not.to.have.property('unknown');
  });

  it('are patched as JSON, not strategically', () => {
    cluster.ask('POST', CRON_TABS, cronTab({ cronSpec: '* * * * *' }));
    const patch = (type: string) =>
      cluster.ask('PATCH', `${CRON_TABS}/one`, { spec: { replicas: 2 } }, { headers: { 'content-type': `application/${type}` } });
    expect(patch('strategic-merge-patch+json').body.message).to.equal(
      'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
    );
    expect(patch('merge-patch+json').body.spec.replicas).to.equal(2);
  });

  it('scale where their definition says', () => {
    cluster.ask('POST', CRON_TABS, cronTab({ cronSpec: '* * * * *', replicas: 2 }));
    const { body: scale } = cluster.ask('GET', `${CRON_TABS}/one/scale`);
    expect(scale.spec).to.deep.equal({ replicas: 2 });
    cluster.ask('PUT', `${CRON_TABS}/one/scale`, { ...scale, spec: { replicas: 3 } });
    expect(cluster.ask('GET', `${CRON_TABS}/one`).body.spec.replicas).to.equal(3);
  });

  it('show the columns of the definition', () => {
    cluster.ask('POST', CRON_TABS, cronTab({ cronSpec: '* * * * *' }));
    const { body } = cluster.ask('GET', CRON_TABS, undefined, { headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' } });
    expect(body.columnDefinitions.map((column: any) => column.name)).to.deep.equal(['Name', 'Spec', 'Age']);
    expect(body.rows[0].cells.slice(0, 2)).to.deep.equal(['one', '* * * * *']);
  });
});

describe('custom resource definitions', () => {
  const refusal = (changes: object, metadata?: object): string => {
    const body = { ...crd(changes), ...(metadata ? { metadata } : {}) };
    return testCluster().ask('POST', CRDS, body).body.message;
  };
  const version = (schema?: object) => [
    { name: 'v1', served: true, storage: true, ...(schema ? { schema: { openAPIV3Schema: schema } } : {}) },
  ];

  it('say that they are established', () => {
    const { body } = testCluster().ask('POST', CRDS, crd());
    expect(body.status.conditions.map(({ type, status }: any) => `${type}=${status}`)).to.deep.equal([
      'NamesAccepted=True',
      'Established=True',
    ]);
    expect(body.spec.names).to.include({ singular: 'crontab', listKind: 'CronTabList' });
    expect(body.status.storedVersions).to.deep.equal(['v1']);
  });

  it('are named after plural and group', () => {
    expect(refusal({}, { name: 'other.example.com' })).to.contain(
      'metadata.name: Invalid value: "other.example.com": must be spec.names.plural+"."+spec.group',
    );
  });

  it('need a schema, and a structural one', () => {
    expect(refusal({ versions: version() })).to.contain('spec.versions[0].schema.openAPIV3Schema: Required value: schemas are required');
    expect(refusal({ versions: version({ properties: { spec: {} } }) })).to.contain(
      'spec.versions[0].schema.openAPIV3Schema.properties[spec].type: Required value: must not be empty for specified object fields',
    );
    expect(refusal({ versions: version({ properties: {} }) })).to.contain(
      'spec.versions[0].schema.openAPIV3Schema.type: Required value: must not be empty at the root',
    );
  });

  it('store exactly one version', () => {
    expect(refusal({ versions: [{ ...version({ type: 'object' })[0], storage: false }] })).to.contain(
      'must have exactly one version marked as storage version',
    );
  });

  it('come in v1beta1 with schema and columns at the top', () => {
    const cluster = testCluster();
    const old = {
      apiVersion: 'apiextensions.k8s.io/v1beta1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'crontabs.stable.example.com' },
      spec: {
        group: 'stable.example.com',
        scope: 'Namespaced',
        names: { plural: 'crontabs', kind: 'CronTab' },
        version: 'v1',
        validation: { openAPIV3Schema: SCHEMA },
        additionalPrinterColumns: [{ name: 'Spec', type: 'string', JSONPath: '.spec.cronSpec' }],
      },
    };
    const beta = '/apis/apiextensions.k8s.io/v1beta1/customresourcedefinitions';
    expect(cluster.ask('POST', beta, old).code).to.equal(201);
    expect(cluster.ask('GET', `${CRDS}/crontabs.stable.example.com`).body.spec.versions[0].additionalPrinterColumns).to.deep.equal([
      { name: 'Spec', type: 'string', jsonPath: '.spec.cronSpec' },
    ]);
    expect(cluster.ask('GET', `${beta}/crontabs.stable.example.com`).body.spec).to.deep.include({
      version: 'v1',
      additionalPrinterColumns: [{ name: 'Spec', type: 'string', JSONPath: '.spec.cronSpec' }],
    });
    expect(cluster.ask('POST', CRON_TABS, cronTab({ cronSpec: '* * * * *', unknown: 1 })).body.spec.unknown).to.equal(1);
  });
});

describe('byPriority', () => {
  it('puts stable versions first and newer ones before older ones', () => {
    expect(byPriority(['foo10', 'v1alpha1', 'v1', 'v11beta2', 'v10', 'v3beta1', 'foo1', 'v12alpha1', 'v2'])).to.deep.equal([
      'v10',
      'v2',
      'v1',
      'v11beta2',
      'v3beta1',
      'v12alpha1',
      'v1alpha1',
      'foo1',
      'foo10',
    ]);
  });
});
