import { expect } from 'chai';
import { kubectlLab, type KubectlLab } from '../kubectl-lab.ts';

/** A deployment `web` of two pods, ready. */
async function deployed(): Promise<KubectlLab> {
  const cluster = await kubectlLab();
  await cluster.run('create deployment web --image=nginx --replicas=2');
  await cluster.run('rollout status deploy/web');
  return cluster;
}

describe('kubectl rollout', () => {
  it('tells its revisions, with what caused them', async () => {
    const { run } = await deployed();
    await run('set image deploy/web nginx=nginx:1.20 --record');
    await run('rollout status deploy/web');
    expect((await run('rollout history deploy/web')).out).to.equal(
      'deployment.apps/web \nREVISION  CHANGE-CAUSE\n1         <none>\n2         kubectl set image deploy/web nginx=nginx:1.20 --record=true\n\n',
    );
    expect((await run('rollout history deploy/web --revision=2')).out.replace(/hash=\w+/, 'hash=x')).to.equal(
      'deployment.apps/web with revision #2\nPod Template:\n  Labels:\tapp=web\n\tpod-template-hash=x\n  Annotations:\tkubernetes.io/change-cause: kubectl set image deploy/web nginx=nginx:1.20 --record=true\n  Containers:\n   nginx:\n    Image:\tnginx:1.20\n    Port:\t<none>\n    Host Port:\t<none>\n    Environment:\t<none>\n    Mounts:\t<none>\n  Volumes:\t<none>\n\n',
    );
    expect((await run('rollout history deploy/web --revision=9')).err).to.equal('error: unable to find the specified revision\n');
  });

  it('goes back to an earlier revision', async () => {
    const { run } = await deployed();
    await run('set image deploy/web nginx=nginx:1.20');
    await run('rollout status deploy/web');
    expect((await run('rollout undo deploy/web')).out).to.equal('deployment.apps/web rolled back\n');
    expect((await run("get deploy web -o jsonpath='{..image}'")).out).to.equal('nginx');
    expect((await run('rollout undo deploy/web --to-revision=9')).err).to.equal('error: unable to find specified revision 9 in history\n');
  });

  it('replaces the pods', async () => {
    const { run } = await deployed();
    const before = (await run('get pods -o name')).out;
    expect((await run('rollout restart deploy/web')).out).to.equal('deployment.apps/web restarted\n');
    expect((await run('rollout status deploy/web')).out).to.match(/deployment "web" successfully rolled out\n$/);
    expect((await run('get pods -o name')).out).not.to.equal(before);
  });

  it('pauses and goes on', async () => {
    const { run } = await deployed();
    expect((await run('rollout pause deploy/web')).out).to.equal('deployment.apps/web paused\n');
    expect((await run('rollout pause deploy/web')).err).to.equal('error: deployments.apps "web" is already paused\n');
    expect((await run('rollout resume deploy/web')).out).to.equal('deployment.apps/web resumed\n');
    expect((await run('rollout resume deploy/web')).err).to.equal('error: deployments.apps "web" is not paused\n');
  });

  it('wants something to look after', async () => {
    const { run } = await kubectlLab();
    for (const command of ['status', 'history', 'undo', 'restart', 'pause'])
      expect((await run(`rollout ${command}`)).err, command).to.equal('error: required resource not specified\n');
  });
});

describe('kubectl set', () => {
  it('sets images', async () => {
    const { run } = await deployed();
    expect((await run('set image deploy/web nginx=busybox')).out).to.equal('deployment.apps/web image updated\n');
    expect((await run("set image deploy/web '*=busybox:1'")).out).to.equal('deployment.apps/web image updated\n');
    expect((await run('set image deploy/web nope=x')).err).to.equal('error: unable to find container named "nope"\n');
  });

  it('sets and takes away environment variables', async () => {
    const { run } = await deployed();
    expect((await run('set env deploy/web A=1 B=2')).out).to.equal('deployment.apps/web env updated\n');
    await run('set env deploy/web A-');
    expect((await run('set env deploy/web --list')).out).to.equal('# Deployment web, container nginx\nB=2\n');
  });

  it('sets environment variables from a config map', async () => {
    const { run } = await deployed();
    await run('create cm conf --from-literal=some.key=1');
    expect((await run('set env deploy/web --from=configmap/conf')).code).to.equal(0);
    expect((await run('set env deploy/web --list')).out).to.equal(
      '# Deployment web, container nginx\n# SOME_KEY from configmap conf, key some.key\n',
    );
  });

  it('sets resources', async () => {
    const { run } = await deployed();
    expect((await run('set resources deploy web --limits=cpu=1 --requests=memory=64Mi')).out).to.equal(
      'deployment.apps/web resource requirements updated\n',
    );
    expect((await run("get deploy web -o jsonpath='{..resources}'")).out).to.equal('{"limits":{"cpu":"1"},"requests":{"memory":"64Mi"}}');
    expect((await run('set resources deploy web')).err).to.equal(
      'error: you must specify an update to requests or limits (in the form of --requests/--limits)\n',
    );
  });

  it('sets the service account', async () => {
    const { run } = await deployed();
    expect((await run('set sa deploy web robot')).out).to.equal('deployment.apps/web serviceaccount updated\n');
    expect((await run("get deploy web -o jsonpath='{..serviceAccountName}'")).out).to.equal('robot');
  });

  it('sets subjects', async () => {
    const { run } = await kubectlLab();
    await run('create rolebinding b --clusterrole=view --user=ann');
    expect((await run('set subject rolebinding b --user=bob --serviceaccount=default:robot')).out).to.equal(
      'rolebinding.rbac.authorization.k8s.io/b subjects updated\n',
    );
    expect((await run("get rolebinding b -o jsonpath='{.subjects[*].name}'")).out).to.equal('ann bob robot');
    expect((await run('set subject rolebinding b')).err).to.equal(
      'error: you must specify at least one value of user, group or serviceaccount\n',
    );
  });

  it('sets the selector of a service', async () => {
    const { run } = await deployed();
    await run('expose deploy web --port=80');
    expect((await run('set selector svc web a=b')).out).to.equal('service/web selector updated\n');
    expect((await run("get svc web -o jsonpath='{.spec.selector}'")).out).to.equal('{"a":"b"}');
  });

  it('changes nothing with --dry-run', async () => {
    const { run } = await deployed();
    expect((await run('set image deploy/web nginx=busybox --dry-run=client')).out).to.equal(
      'deployment.apps/web image updated (dry run)\n',
    );
    expect((await run('set image deploy/web nginx=busybox --dry-run=server')).out).to.equal(
      'deployment.apps/web image updated (server dry run)\n',
    );
    expect((await run("get deploy web -o jsonpath='{..image}'")).out).to.equal('nginx');
  });
});

describe('kubectl expose', () => {
  it('makes a service for a workload', async () => {
    const { run } = await deployed();
    expect((await run('expose deploy web --port=80 --target-port=8080 --type=NodePort --name=front')).out).to.equal(
      'service/front exposed\n',
    );
    expect(
      (await run("get svc front -o jsonpath='{.spec.type} {.spec.ports[0].port} {.spec.ports[0].targetPort} {.spec.selector}'")).out,
    ).to.equal('NodePort 80 8080 {"app":"web"}');
  });

  it('wants a port', async () => {
    const { run } = await deployed();
    expect((await run('expose deploy web')).err).to.equal(
      "error: couldn't find port via --port flag or introspection\nSee 'kubectl expose -h' for help and examples\n",
    );
  });

  it('cannot expose what has no pods', async () => {
    const { run } = await kubectlLab();
    await run('create cm conf');
    expect((await run('expose cm conf --port=80')).err).to.match(/^error: cannot expose a ConfigMap/);
  });
});

describe('kubectl autoscale', () => {
  it('makes an autoscaler', async () => {
    const { run } = await deployed();
    expect((await run('autoscale deploy web --min=2 --max=5 --cpu-percent=50')).out).to.equal(
      'horizontalpodautoscaler.autoscaling/web autoscaled\n',
    );
    expect((await run("get hpa web -o jsonpath='{.spec}'")).out).to.equal(
      '{"maxReplicas":5,"minReplicas":2,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"},"targetCPUUtilizationPercentage":50}',
    );
  });

  it('wants a maximum', async () =>
    expect((await (await deployed()).run('autoscale deploy web')).err).to.equal('Error: required flag(s) "max" not set\n'));

  it('is described with its metrics and conditions', async () => {
    const { run } = await deployed();
    await run('autoscale deploy web --max=5 --cpu-percent=50');
    const { out } = await run('describe hpa web');
    expect(out).to.match(/^Annotations: +<none>$/m);
    expect(out).to.match(
      /^Metrics: +\( current \/ target \)\n {2}resource cpu on pods {2}\(as a percentage of request\): {2}<unknown> \/ 50%\nMin replicas: +1\nMax replicas: +5\n/m,
    );
  });
});

describe('kubectl wait', () => {
  it('waits for a condition', async () => {
    const { run } = await kubectlLab();
    await run('run web --image=nginx');
    expect((await run('wait --for=condition=Ready pod/web')).out).to.equal('pod/web condition met\n');
    expect((await run('wait --for=condition=ready=false pod/web --timeout=2s')).err).to.equal(
      'error: timed out waiting for the condition on pods/web\n',
    );
  });

  it('waits until something is gone', async () => {
    const { run } = await kubectlLab();
    await run('run web --image=nginx');
    await run('delete pod web --wait=false');
    expect((await run('wait --for=delete pod/web')).code).to.be.oneOf([0, 1]);
    expect((await run('get pods')).err).to.equal('No resources found in default namespace.\n');
  });

  it('refuses what is no condition', async () => {
    const { run } = await kubectlLab();
    expect((await run('wait pod/web')).err).to.equal('error: unrecognized condition: ""\n');
    expect((await run('wait pod/web --for=condition=Ready')).err).to.equal('Error from server (NotFound): pods "web" not found\n');
  });
});
