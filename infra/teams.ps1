<#
.SYNOPSIS
Lets Fieldwork read the attendance reports of meetings (Teams application access policy), of everybody or of the people named.
.DESCRIPTION
Run as Teams administrator. Safe to run again. It takes up to half an hour to act.
.PARAMETER ClientId
Client id of the Entra application.
.PARAMETER People
Sign-in names of those who organise sessions; without any the policy is everybody's.
#>
param(
  [Parameter(Mandatory)] [guid] $ClientId,
  [string[]] $People = @()
)
$ErrorActionPreference = 'Stop'
Import-Module MicrosoftTeams
Connect-MicrosoftTeams | Out-Null

$policy = 'Fieldwork-attendance'
if (-not (Get-CsApplicationAccessPolicy -Identity "Tag:$policy" -ErrorAction SilentlyContinue)) {
  New-CsApplicationAccessPolicy -Identity $policy -AppIds $ClientId.ToString() -Description 'Fieldwork reads attendance reports of coaching sessions' | Out-Null
}
if ($People.Count -eq 0) { Grant-CsApplicationAccessPolicy -PolicyName $policy -Global }
foreach ($person in $People) { Grant-CsApplicationAccessPolicy -PolicyName $policy -Identity $person }
Disconnect-MicrosoftTeams
