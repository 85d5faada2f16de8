/** A rule of Exchange that forbids what was asked; the Graph surface answers it with `status` and `code`. */
export class ExchangeRefusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'ExchangeRefusal';
    this.status = status;
    this.code = code;
  }
}
