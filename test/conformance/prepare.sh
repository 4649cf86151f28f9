# Sourced by play.py's bash: a new 1.20.2 cluster as it was recorded, all of its state under $PLAY_SCRATCH, through the public commands only.
# It needs a built project (npm ci).
akslab_root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
export AKSLAB_HOME="$PLAY_SCRATCH/home"
eval "$(node "$akslab_root/dist/bin/akslab.cjs" env --shell bash)"
unset AKSLAB_HINTS

akslab clock latency none
az extension add --name aks-preview
az feature register --namespace Microsoft.ContainerService --name PodSecurityPolicyPreview
az provider register --namespace Microsoft.ContainerService
az group create --name oracle --location eastus
# The tag asks for the objects of a bare control plane, without what AKS runs in kube-system.
az aks create --resource-group oracle --name oracle --kubernetes-version 1.20.2 --node-count 1 --enable-pod-security-policy --generate-ssh-keys --tags akslab-objects=bare
az aks get-credentials --resource-group oracle --name oracle

# The recordings' names: user `admin`, namespace default.
for field in client-certificate-data client-key-data; do
  kubectl config set "users.admin.$field" "$(kubectl config view --raw -o jsonpath="{.users[?(@.name=='clusterUser_oracle_oracle')].user.$field}")" --set-raw-bytes
done
kubectl config set-context oracle --user=admin --namespace=default
kubectl config delete-user clusterUser_oracle_oracle
