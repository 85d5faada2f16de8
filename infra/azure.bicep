// Where Fieldwork runs: one Container App on a managed identity, PostgreSQL, and a log. Secrets come in as secure
// parameters and are kept as secrets of the Container App.
@description('Short name that every resource starts with.')
@minLength(3)
@maxLength(20)
param name string = 'fieldwork'
param location string = resourceGroup().location
@description('Image of the server, e.g. registry.example/fieldwork:1.0.0.')
param image string
@description('Public host name without https://, also the manifest\'s TAB_DOMAIN.')
param hostName string
param clientId string
@description('Entra tenants that may sign in, separated by commas.')
param tenantIds string
param teamsAppId string
@description('Mailbox that notices are mailed from, e.g. a shared one; limit the application to it with Exchange RBAC. Empty: nobody is mailed unasked.')
param noticesFrom string = ''
@secure()
param clientSecret string
param databaseAdministrator string = 'fieldwork'
@secure()
param databasePassword string

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  properties: { sku: { name: 'PerGB2018' }, retentionInDays: 30 }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: '${name}-db'
  location: location
  sku: { name: 'Standard_B1ms', tier: 'Burstable' }
  properties: {
    version: '16'
    administratorLogin: databaseAdministrator
    administratorLoginPassword: databasePassword
    storage: { storageSizeGB: 32 }
    backup: { backupRetentionDays: 14, geoRedundantBackup: 'Disabled' }
  }
}

resource schema 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2024-08-01' = {
  parent: database
  name: 'fieldwork'
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: '${name}-env'
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: { customerId: logs.properties.customerId, sharedKey: logs.listKeys().primarySharedKey }
    }
  }
}

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: name
  location: location
  identity: { type: 'SystemAssigned' }
  properties: {
    managedEnvironmentId: environment.id
    configuration: {
      ingress: { external: true, targetPort: 3978, transport: 'http', allowInsecure: false }
      secrets: [
        { name: 'client-secret', value: clientSecret }
        {
          name: 'database-url'
          value: 'postgres://${databaseAdministrator}:${uriComponent(databasePassword)}@${database.properties.fullyQualifiedDomainName}:5432/${schema.name}?sslmode=require'
        }
      ]
    }
    template: {
      containers: [
        {
          name: 'server'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: [
            { name: 'BASE_URL', value: 'https://${hostName}' }
            { name: 'CLIENT_ID', value: clientId }
            { name: 'TENANT_IDS', value: tenantIds }
            { name: 'TEAMS_APP_ID', value: teamsAppId }
            { name: 'NOTICES_FROM', value: noticesFrom }
            { name: 'CLIENT_SECRET', secretRef: 'client-secret' }
            { name: 'DATABASE_URL', secretRef: 'database-url' }
          ]
        }
      ]
      scale: { minReplicas: 1, maxReplicas: 3 }
    }
  }
}

output address string = app.properties.configuration.ingress.fqdn
