/**
 * Every option of commands that have many, as az 2.45.0 knows them and in its order (acs `_params.py` and the signatures of `custom.py`): the order is
 * that of its messages about ambiguous options. Written for `arranged` in define.ts: names joined by `/`; after `=` what follows the option:
 * nothing for a word, `int`, `+` for one word or more, `*` for any number, `?` for one or none, then its choices.
 */
export const CREATE_OPTIONS = `
  --resource-group/-g= --name/-n= --ssh-key-value= --location/-l= --kubernetes-version/-k= --tags=* --dns-name-prefix/-p=
  --node-osdisk-diskencryptionset-id/-d= --disable-local-accounts --disable-rbac --edge-zone= --admin-username/-u= --generate-ssh-keys --no-ssh-key/-x
  --pod-cidr= --service-cidr= --dns-service-ip= --docker-bridge-address= --load-balancer-sku=basic|standard
  --load-balancer-managed-outbound-ip-count=int --load-balancer-outbound-ips= --load-balancer-outbound-ip-prefixes= --load-balancer-outbound-ports=int
  --load-balancer-idle-timeout=int --nat-gateway-managed-outbound-ip-count=int --nat-gateway-idle-timeout=int
  --outbound-type=loadBalancer|userDefinedRouting|managedNATGateway|userAssignedNATGateway --network-plugin=kubenet|azure|none --network-policy=
  --auto-upgrade-channel=rapid|stable|patch|node-image|none --cluster-autoscaler-profile/--ca-profile=+ --uptime-sla --fqdn-subdomain=
  --api-server-authorized-ip-ranges= --enable-private-cluster --private-dns-zone= --disable-public-fqdn --service-principal= --client-secret=
  --enable-managed-identity --assign-identity= --assign-kubelet-identity= --enable-aad --enable-azure-rbac --aad-admin-group-object-ids=
  --aad-client-app-id= --aad-server-app-id= --aad-server-app-secret= --aad-tenant-id= --enable-oidc-issuer --windows-admin-username=
  --windows-admin-password= --enable-ahub --enable-windows-gmsa --gmsa-dns-server= --gmsa-root-domain-name= --attach-acr= --skip-subnet-role-assignment
  --node-resource-group= --enable-defender --defender-config= --disable-disk-driver --disable-file-driver --enable-blob-driver
  --disable-snapshot-controller --enable-azure-keyvault-kms --azure-keyvault-kms-key-id= --azure-keyvault-kms-key-vault-network-access=Public|Private
  --azure-keyvault-kms-key-vault-resource-id= --enable-keda --enable-addons/-a= --workspace-resource-id= --enable-msi-auth-for-monitoring=?true|false
  --enable-syslog=?true|false --data-collection-settings= --aci-subnet-name= --appgw-name= --appgw-subnet-cidr= --appgw-id= --appgw-subnet-id=
  --appgw-watch-namespace= --enable-sgxquotehelper --enable-secret-rotation --rotation-poll-interval= --nodepool-name= --node-vm-size/-s=
  --os-sku=Ubuntu|CBLMariner|Mariner|Windows2019|Windows2022 --snapshot-id= --vnet-subnet-id= --pod-subnet-id= --enable-node-public-ip
  --node-public-ip-prefix-id= --enable-cluster-autoscaler --min-count=int --max-count=int --node-count/-c=int --nodepool-tags=* --nodepool-labels=*
  --node-osdisk-type=Managed|Ephemeral --node-osdisk-size=int --vm-set-type= --zones/-z=+1|2|3 --ppg= --http-proxy-config= --max-pods/-m=int
  --enable-encryption-at-host --enable-ultra-ssd --enable-fips-image --kubelet-config= --linux-os-config= --host-group-id=
  --gpu-instance-profile=MIG1g|MIG2g|MIG3g|MIG4g|MIG7g --yes/-y --aks-custom-headers= --no-wait
`;

export const UPDATE_OPTIONS = `
  --resource-group/-g= --name/-n= --tags=* --disable-local-accounts --enable-local-accounts --load-balancer-managed-outbound-ip-count=int
  --load-balancer-outbound-ips= --load-balancer-outbound-ip-prefixes= --load-balancer-outbound-ports=int --load-balancer-idle-timeout=int
  --nat-gateway-managed-outbound-ip-count=int --nat-gateway-idle-timeout=int --auto-upgrade-channel=rapid|stable|patch|node-image|none
  --cluster-autoscaler-profile/--ca-profile=+ --uptime-sla --no-uptime-sla --api-server-authorized-ip-ranges= --enable-public-fqdn --disable-public-fqdn
  --enable-managed-identity --assign-identity= --assign-kubelet-identity= --enable-aad --enable-azure-rbac --disable-azure-rbac --aad-tenant-id=
  --aad-admin-group-object-ids= --enable-oidc-issuer --windows-admin-password= --enable-ahub --disable-ahub --enable-windows-gmsa --gmsa-dns-server=
  --gmsa-root-domain-name= --attach-acr= --detach-acr= --enable-defender --disable-defender --defender-config= --enable-disk-driver
  --disable-disk-driver --enable-file-driver --disable-file-driver --enable-blob-driver --disable-blob-driver --enable-snapshot-controller
  --disable-snapshot-controller --enable-azure-keyvault-kms --disable-azure-keyvault-kms --azure-keyvault-kms-key-id=
  --azure-keyvault-kms-key-vault-network-access=Public|Private --azure-keyvault-kms-key-vault-resource-id= --http-proxy-config= --enable-keda
  --disable-keda --enable-secret-rotation --disable-secret-rotation --rotation-poll-interval= --enable-cluster-autoscaler/-e
  --disable-cluster-autoscaler/-d --update-cluster-autoscaler/-u --min-count=int --max-count=int --nodepool-labels=* --yes/-y --aks-custom-headers=
  --no-wait
`;

export const UPGRADE_OPTIONS = `
  --resource-group/-g= --name/-n= --kubernetes-version/-k= --control-plane-only --node-image-only --yes/-y --no-wait
`;

export const ENABLE_ADDONS_OPTIONS = `
  --resource-group/-g= --name/-n= --addons/-a= --workspace-resource-id= --subnet-name/-s= --appgw-name= --appgw-subnet-cidr= --appgw-id=
  --appgw-subnet-id= --appgw-watch-namespace= --enable-sgxquotehelper --enable-secret-rotation --rotation-poll-interval=
  --enable-msi-auth-for-monitoring --enable-syslog --data-collection-settings= --no-wait
`;

export const POOL_ADD_OPTIONS = `
  --resource-group/-g= --cluster-name= --nodepool-name/--name/-n= --kubernetes-version/-k= --node-vm-size/-s= --os-type=
  --os-sku=Ubuntu|CBLMariner|Mariner|Windows2019|Windows2022 --snapshot-id= --vnet-subnet-id= --pod-subnet-id= --enable-node-public-ip
  --node-public-ip-prefix-id= --enable-cluster-autoscaler/-e --min-count=int --max-count=int --node-count/-c=int --priority=Regular|Spot
  --eviction-policy=Delete|Deallocate --spot-max-price= --labels=* --tags=* --node-taints= --node-osdisk-type=Managed|Ephemeral --node-osdisk-size=int
  --max-surge= --mode=System|User --scale-down-mode=Delete|Deallocate --max-pods/-m=int --zones/-z=+1|2|3 --ppg= --enable-encryption-at-host
  --enable-ultra-ssd --enable-fips-image --kubelet-config= --linux-os-config= --aks-custom-headers= --host-group-id=
  --gpu-instance-profile=MIG1g|MIG2g|MIG3g|MIG4g|MIG7g --no-wait
`;

export const POOL_UPGRADE_OPTIONS = `
  --resource-group/-g= --cluster-name= --nodepool-name/--name/-n= --kubernetes-version/-k= --node-image-only --max-surge= --aks-custom-headers=
  --snapshot-id= --yes/-y --no-wait
`;
