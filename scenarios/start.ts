/** The file that `akslab scenario new` writes: a scenario that runs, with what may be changed said beside it. */
export interface Start {
  name: string;
  title: string;
  level: string;
  version: string;
  podSecurityPolicy: boolean;
}

export const startingText = ({ name, title, level, version, podSecurityPolicy }: Start): string => `\
# A scenario of akslab. docs/scenarios.md says what every key means; for your editor:
#   akslab scenario schema > scenario.schema.json
# \`akslab scenario lint\` proves this file, \`akslab learn ./THIS-FILE\` shows it as a trainee sees it.
akslab: 1
name: ${name}
title: ${JSON.stringify(title)}
summary: What one learns, in a few sentences.
version: "1"
level: ${level}
duration: 15m
# A cluster that is there from the start. Leave it out where making one is part of the exercise.
cluster: {version: ${version}, podSecurityPolicy: ${podSecurityPolicy}}
# Files that lie in the trainee's folder from the start.
files:
  pod.yaml: |
    apiVersion: v1
    kind: Pod
    metadata:
      name: web
    spec:
      containers:
      - name: nginx
        image: nginx
# Runs unseen before the first step.
setup:
- kubectl create namespace team
steps:
# A step with \`run\` shows its commands, and says what they answer.
- id: look
  title: Look at the namespace
  text: See that the namespace \`team\` is there.
  run:
    run: kubectl get namespace team
    expect:
      stdout:
        # Compared by cells; [..] stands for anything.
        table: |
          NAME   STATUS   AGE
          team   Active   [..]
  hints:
  - The command stands above.
# An exercise has a \`solution\` instead, and a check that fails before it.
- id: create
  title: Create the pod
  text: Create the pod of \`pod.yaml\` in the namespace \`team\`.
  solution: kubectl apply -f pod.yaml --namespace team
  check:
  - exists: {kind: pod, name: web, namespace: team}
  hints:
  - "\`kubectl apply\` takes a file with \`-f\`."
  - "\`kubectl apply -f pod.yaml --namespace team\`"
  explain: Shown after success. Say why it is so.
`;
