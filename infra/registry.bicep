// Comes first: where the image is pushed, and the identity that runs it. azure.bicep needs an image that is there already.
@description('Short name that every resource starts with.')
@minLength(3)
@maxLength(20)
param name string = 'fieldwork'
param location string = resourceGroup().location
@description('Globally unique, letters and digits.')
@minLength(5)
@maxLength(50)
param registryName string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-identity'
  location: location
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: registryName
  location: location
  sku: { name: 'Basic' }
  properties: { adminUserEnabled: false }
}

@description('AcrPull, the built-in role.')
var pullRole = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')

resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, identity.id, pullRole)
  scope: registry
  properties: { principalId: identity.properties.principalId, principalType: 'ServicePrincipal', roleDefinitionId: pullRole }
}

output registryServer string = registry.properties.loginServer
output identityName string = identity.name
output identityPrincipalId string = identity.properties.principalId
