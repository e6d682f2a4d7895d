-- What the classification dossier (Decree 142/2026/NĐ-CP, article 12.2) and the incident report ask, and no question of the
-- questionnaires holds: who and where the organisation is, and the description of a system in its provider's own words.

alter table organisation
  add column address text constraint organisation_address check (length(address) between 1 and 500),
  add column contact text constraint organisation_contact check (length(contact) between 1 and 500);

grant update (address, contact) on organisation to luongtri_member, luongtri_auditor, luongtri_regulator;

alter table system
  add column provider_address text constraint system_provider_address check (length(provider_address) between 1 and 500),
  add column provider_contact text constraint system_provider_contact check (length(provider_contact) between 1 and 500),
  add column functions text constraint system_functions check (length(functions) between 1 and 5000),
  add column architecture text constraint system_architecture check (length(architecture) between 1 and 5000),
  add column user_groups text constraint system_user_groups check (length(user_groups) between 1 and 5000),
  add column main_inputs text constraint system_main_inputs check (length(main_inputs) between 1 and 5000),
  add column risk_summary text constraint system_risk_summary check (length(risk_summary) between 1 and 5000);
