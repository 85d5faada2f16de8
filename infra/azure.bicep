// Where Fieldwork runs: Container Apps (web and worker) on a managed identity, PostgreSQL, Key Vault and a log, in a network of their own.
// Nothing but the web app can be reached from outside. Comes after registry.bicep.
@description('Short name that every resource starts with.')
@minLength(3)
@maxLength(20)
param name string = 'fieldwork'
param location string = resourceGroup().location
@description('Image of the server, e.g. registry.azurecr.io/fieldwork:1.0.0.')
param image string
@description('Login server of the registry that the image is pulled from.')
param registryServer string
@description('Name of the user-assigned identity of registry.bicep.')
param identityName string
@description('Public host name without https://, also the manifest\'s TAB_DOMAIN.')
param hostName string
param clientId string
@description('Entra tenants that may sign in, separated by commas.')
param tenantIds string
param teamsAppId string
@description('Mailbox that notices are mailed from, e.g. a shared one; limit the application to it with Exchange RBAC. Empty: nobody is mailed unasked.')
param noticesFrom string = ''
param databaseAdministrator string = 'fieldwork'
@secure()
param databasePassword string
@description('Keys that seal tokens in the database, newest first, separated by commas; each 32 bytes in base64.')
@secure()
param tokenKeys string
@minValue(1)
param webReplicas int = 2
@minValue(1)
param workerReplicas int = 1

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: identityName
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  properties: { sku: { name: 'PerGB2018' }, retentionInDays: 30 }
}

resource network 'Microsoft.Network/virtualNetworks@2023-11-01' = {
  name: '${name}-network'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/16'] }
    subnets: [
      {
        name: 'apps'
        properties: {
          addressPrefix: '10.20.0.0/23'
          delegations: [{ name: 'apps', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'database'
        properties: {
          addressPrefix: '10.20.2.0/28'
          delegations: [{ name: 'database', properties: { serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers' } }]
        }
      }
      {
        name: 'private'
        properties: { addressPrefix: '10.20.3.0/28', privateEndpointNetworkPolicies: 'Disabled' }
      }
    ]
  }
}

resource appsSubnet 'Microsoft.Network/virtualNetworks/subnets@2023-11-01' existing = {
  parent: network
  name: 'apps'
}

resource databaseSubnet 'Microsoft.Network/virtualNetworks/subnets@2023-11-01' existing = {
  parent: network
  name: 'database'
}

resource privateSubnet 'Microsoft.Network/virtualNetworks/subnets@2023-11-01' existing = {
  parent: network
  name: 'private'
}

resource databaseZone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: '${name}.private.postgres.database.azure.com'
  location: 'global'
}

resource databaseZoneLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = {
  parent: databaseZone
  name: '${name}-network'
  location: 'global'
  properties: { registrationEnabled: false, virtualNetwork: { id: network.id } }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: '${name}-db'
  location: location
  sku: { name: 'Standard_D2ds_v5', tier: 'GeneralPurpose' }
  properties: {
    version: '16'
    administratorLogin: databaseAdministrator
    administratorLoginPassword: databasePassword
    storage: { storageSizeGB: 64, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: 14, geoRedundantBackup: 'Disabled' }
    network: { delegatedSubnetResourceId: databaseSubnet.id, privateDnsZoneArmResourceId: databaseZone.id }
  }
  dependsOn: [databaseZoneLink]
}

resource schema 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2024-08-01' = {
  parent: database
  name: 'fieldwork'
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: take('${name}-${uniqueString(resourceGroup().id)}', 24)
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    publicNetworkAccess: 'Disabled'
    networkAcls: { defaultAction: 'Deny', bypass: 'None' }
  }
}

resource databaseUrl 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'database-url'
  properties: {
    value: 'postgres://${databaseAdministrator}:${uriComponent(databasePassword)}@${database.properties.fullyQualifiedDomainName}:5432/${schema.name}?sslmode=require'
  }
}

resource sealingKeys 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'token-keys'
  properties: { value: tokenKeys }
}

@description('Key Vault Secrets User, the built-in role.')
var readSecretsRole = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')

resource readSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, readSecretsRole)
  scope: vault
  properties: { principalId: identity.properties.principalId, principalType: 'ServicePrincipal', roleDefinitionId: readSecretsRole }
}

resource vaultZone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: 'privatelink.vaultcore.azure.net'
  location: 'global'
}

resource vaultZoneLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = {
  parent: vaultZone
  name: '${name}-network'
  location: 'global'
  properties: { registrationEnabled: false, virtualNetwork: { id: network.id } }
}

resource vaultEndpoint 'Microsoft.Network/privateEndpoints@2023-11-01' = {
  name: '${name}-vault'
  location: location
  properties: {
    subnet: { id: privateSubnet.id }
    privateLinkServiceConnections: [{ name: 'vault', properties: { privateLinkServiceId: vault.id, groupIds: ['vault'] } }]
  }
}

resource vaultNames 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2023-11-01' = {
  parent: vaultEndpoint
  name: 'default'
  properties: { privateDnsZoneConfigs: [{ name: 'vault', properties: { privateDnsZoneId: vaultZone.id } }] }
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: '${name}-env'
  location: location
  properties: {
    vnetConfiguration: { infrastructureSubnetId: appsSubnet.id, internal: false }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: { customerId: logs.properties.customerId, sharedKey: logs.listKeys().primarySharedKey }
    }
  }
}

var secrets = [
  { name: 'database-url', keyVaultUrl: databaseUrl.properties.secretUri, identity: identity.id }
  { name: 'token-keys', keyVaultUrl: sealingKeys.properties.secretUri, identity: identity.id }
]

var variables = [
  { name: 'BASE_URL', value: 'https://${hostName}' }
  { name: 'CLIENT_ID', value: clientId }
  { name: 'TENANT_IDS', value: tenantIds }
  { name: 'TEAMS_APP_ID', value: teamsAppId }
  { name: 'NOTICES_FROM', value: noticesFrom }
  { name: 'MANAGED_IDENTITY_CLIENT_ID', value: identity.properties.clientId }
  { name: 'DATABASE_URL', secretRef: 'database-url' }
  { name: 'TOKEN_KEYS', secretRef: 'token-keys' }
  // Container Apps' own proxy stands before the web app.
  { name: 'TRUST_PROXY', value: '1' }
]

resource web 'Microsoft.App/containerApps@2024-03-01' = {
  name: '${name}-web'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    managedEnvironmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      ingress: { external: true, targetPort: 3978, transport: 'http', allowInsecure: false }
      registries: [{ server: registryServer, identity: identity.id }]
      secrets: secrets
    }
    template: {
      terminationGracePeriodSeconds: 60
      containers: [
        {
          name: 'server'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: concat(variables, [{ name: 'PROCESS', value: 'web' }])
          probes: [
            { type: 'Startup', httpGet: { path: '/readyz', port: 3978 }, periodSeconds: 5, failureThreshold: 60 }
            { type: 'Readiness', httpGet: { path: '/readyz', port: 3978 }, periodSeconds: 5 }
            { type: 'Liveness', httpGet: { path: '/healthz', port: 3978 }, periodSeconds: 15 }
          ]
        }
      ]
      scale: { minReplicas: webReplicas, maxReplicas: 10, rules: [{ name: 'http', http: { metadata: { concurrentRequests: '80' } } }] }
    }
  }
  dependsOn: [readSecrets, vaultNames, vaultZoneLink]
}

resource worker 'Microsoft.App/containerApps@2024-03-01' = {
  name: '${name}-worker'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    managedEnvironmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: { registries: [{ server: registryServer, identity: identity.id }], secrets: secrets }
    template: {
      terminationGracePeriodSeconds: 60
      containers: [
        {
          name: 'server'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: concat(variables, [{ name: 'PROCESS', value: 'worker' }])
        }
      ]
      scale: { minReplicas: workerReplicas, maxReplicas: workerReplicas }
    }
  }
  dependsOn: [readSecrets, vaultNames, vaultZoneLink]
}

output address string = web.properties.configuration.ingress.fqdn
