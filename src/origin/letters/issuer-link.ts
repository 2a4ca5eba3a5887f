// How the origin reaches its issuer: in this process, or over HTTP. The composition root decides. protocol.md#roles
import type {
  ActionRequest,
  CountersignRequest,
  CountersignResponse,
  CreateKeysRequest,
  CreateKeysResponse,
  DiscardRequest,
  IssuerForOrigin,
  OrganizationRequest,
  OrganizationResponse,
  WithholdRequest,
} from '../../protocol/issuer-api.js';

/** What to inject. Refusals are `ProblemError`s; `issuer_unreachable` (503) if it doesn't answer. */
export abstract class IssuerLink implements IssuerForOrigin {
  abstract createKeys(request: CreateKeysRequest): Promise<CreateKeysResponse>;
  abstract countersign(request: CountersignRequest): Promise<CountersignResponse>;
  abstract act(request: ActionRequest): Promise<void>;
  abstract discard(request: DiscardRequest): Promise<void>;
  abstract withhold(request: WithholdRequest): Promise<void>;
  abstract organization(request: OrganizationRequest): Promise<OrganizationResponse>;
}
