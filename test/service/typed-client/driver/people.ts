/** @module Who takes part: a company and an audit body, from signing up to their members. */
import {
  acceptInvitation,
  createOrganisation,
  createPublicBody,
  getMe,
  invite,
  listMembers,
  type Organisation,
  type Role,
  signIn,
  signUp,
} from './client.ts';
import { type Browser, expectStatus, openBrowser } from './http.ts';

export interface Person {
  userId: string;
  email: string;
  as: Browser;
}

export interface Account {
  email: string;
  password: string;
}

const PASSWORD = 'mật khẩu của người dùng thử';

/** Signs in; the session is in the cookies from then on. */
export async function comeIn(baseUrl: string, { email, password }: Account): Promise<Person> {
  const as = openBrowser(baseUrl);
  const { user } = expectStatus(await signIn({ email, password }, { as }), 200).data;
  if (user === null) throw new Error(`${email} would need a second factor`);
  const me = expectStatus(await getMe({ as }), 200).data;
  return { userId: me.id, email, as };
}

async function newPerson(baseUrl: string, name: string): Promise<Person> {
  const as = openBrowser(baseUrl);
  const email = `${crypto.randomUUID()}@vi-du.vn`;
  const signedUp = expectStatus(await signUp({ name, email, password: PASSWORD }, { as }), 200);
  if (signedUp.data.next !== 'sign_in') throw new Error('the address would have to be confirmed first');
  return comeIn(baseUrl, { email, password: PASSWORD });
}

/** The invitation is handed over, as where no mail is sent. */
async function joinAs(leader: Person, role: Role, member: Person): Promise<void> {
  const { token } = expectStatus(await invite({ email: member.email, role }, {}, { as: leader.as }), 201).data;
  await accept(member, token);
}

async function accept(member: Person, token: string | null): Promise<void> {
  if (token === null) throw new Error('no token was shown');
  const membership = expectStatus(await acceptInvitation({ token }, { as: member.as }), 200).data;
  member.as.organisation = membership.id;
}

export interface Company {
  organisation: Organisation;
  owner: Person;
  colleague: Person;
}

/** A company, its owner, and a colleague who was invited. */
export async function foundCompany(baseUrl: string): Promise<Company> {
  const owner = await newPerson(baseUrl, 'Nguyễn Thị Ánh');
  const colleague = await newPerson(baseUrl, 'Lê Văn Bình');
  const name = 'Trường Đại học Thử Nghiệm';
  const organisation = expectStatus(await createOrganisation({ kind: 'company', name }, { as: owner.as }), 201).data;
  owner.as.organisation = organisation.id;
  await joinAs(owner, 'contributor', colleague);
  const members = expectStatus(await listMembers({}, {}, { as: owner.as }), 200).data.items;
  if (members.length !== 2) throw new Error(`${members.length} members`);
  return { organisation, owner, colleague };
}

export interface AuditBody {
  organisation: Organisation;
  leader: Person;
  first: Person;
  second: Person;
}

/** An audit body: set up by an operator of the service, with two auditors whom its owner invites. */
export async function foundAuditBody(baseUrl: string, operator: Account): Promise<AuditBody> {
  const leader = await newPerson(baseUrl, 'Phạm Thị Dung');
  const first = await newPerson(baseUrl, 'Hoàng Văn Giang');
  const second = await newPerson(baseUrl, 'Vũ Thị Hà');
  const { as } = await comeIn(baseUrl, operator);
  const made = await createPublicBody(
    { kind: 'audit_body', name: 'Trung tâm Đánh giá Thử Nghiệm', ownerEmail: leader.email },
    { as },
  );
  const { organisation, invitation } = expectStatus(made, 201).data;
  await accept(leader, invitation.token);
  for (const auditor of [first, second]) await joinAs(leader, 'auditor', auditor);
  return { organisation, leader, first, second };
}
