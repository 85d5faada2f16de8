<#
.SYNOPSIS
Lets Fieldwork reach the calendars and mailbox settings of one group's members, and of nobody else (Exchange Online RBAC for Applications).
.DESCRIPTION
Run as Exchange administrator. Safe to run again. Do not grant the same permissions to the application in Entra as well: the two add up.
.PARAMETER ClientId
Client id of the Entra application.
.PARAMETER ServicePrincipalId
Object id of its enterprise application (not of the app registration).
.PARAMETER Group
Address of a mail-enabled security group: clients, sponsors, and whoever else organises sessions.
#>
param(
  [Parameter(Mandatory)] [guid] $ClientId,
  [Parameter(Mandatory)] [guid] $ServicePrincipalId,
  [Parameter(Mandatory)] [string] $Group
)
$ErrorActionPreference = 'Stop'
Import-Module ExchangeOnlineManagement
Connect-ExchangeOnline -ShowBanner:$false

if (-not (Get-ServicePrincipal -Identity $ServicePrincipalId.ToString() -ErrorAction SilentlyContinue)) {
  New-ServicePrincipal -AppId $ClientId -ObjectId $ServicePrincipalId -DisplayName 'Fieldwork' | Out-Null
}
$members = (Get-Group -Identity $Group).DistinguishedName
if (-not (Get-ManagementScope -Identity 'Fieldwork people' -ErrorAction SilentlyContinue)) {
  New-ManagementScope -Name 'Fieldwork people' -RecipientRestrictionFilter "MemberOfGroup -eq '$members'" | Out-Null
}
foreach ($role in 'Application Calendars.ReadWrite', 'Application Calendars.Read', 'Application MailboxSettings.Read') {
  $name = "Fieldwork $role"
  if (-not (Get-ManagementRoleAssignment -Identity $name -ErrorAction SilentlyContinue)) {
    New-ManagementRoleAssignment -Name $name -App $ServicePrincipalId.ToString() -Role $role -CustomResourceScope 'Fieldwork people' | Out-Null
  }
}
Test-ServicePrincipalAuthorization -Identity $ServicePrincipalId.ToString() | Format-Table RoleName, GrantedPermissions, AllowedResourceScope
Disconnect-ExchangeOnline -Confirm:$false
