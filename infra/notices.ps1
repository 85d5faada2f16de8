<#
.SYNOPSIS
Makes the shared mailbox that Fieldwork's notices come from, and lets Fieldwork send from it and from no other.
.DESCRIPTION
Run as Exchange administrator after exchange.ps1. Safe to run again. Do not grant Mail.Send to the application in Entra as well: the two add up.
.PARAMETER Address
Address of the mailbox; the value of NOTICES_FROM.
.PARAMETER ClientId
Client id of the Entra application.
#>
param(
  [Parameter(Mandatory)] [string] $Address,
  [Parameter(Mandatory)] [guid] $ClientId
)
$ErrorActionPreference = 'Stop'
Import-Module ExchangeOnlineManagement
Connect-ExchangeOnline -ShowBanner:$false

if (-not (Get-Mailbox -Identity $Address -ErrorAction SilentlyContinue)) {
  New-Mailbox -Shared -Name 'Fieldwork' -PrimarySmtpAddress $Address | Out-Null
}
if (-not (Get-ManagementScope -Identity 'Fieldwork notices' -ErrorAction SilentlyContinue)) {
  New-ManagementScope -Name 'Fieldwork notices' -RecipientRestrictionFilter "PrimarySmtpAddress -eq '$Address'" | Out-Null
}
$principal = (Get-ServicePrincipal | Where-Object AppId -EQ $ClientId.ToString()).ObjectId
if (-not (Get-ManagementRoleAssignment -Identity 'Fieldwork Application Mail.Send' -ErrorAction SilentlyContinue)) {
  New-ManagementRoleAssignment -Name 'Fieldwork Application Mail.Send' -App $principal -Role 'Application Mail.Send' -CustomResourceScope 'Fieldwork notices' | Out-Null
}
Test-ServicePrincipalAuthorization -Identity $principal -Resource $Address | Format-Table RoleName, GrantedPermissions, InScope
Disconnect-ExchangeOnline -Confirm:$false
