import { Field } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { fieldMark, useFieldError } from './field-errors.ts';

interface FormFieldProps {
  /** The field's path in the request. */
  field: string;
  label: string;
  hint?: string | undefined;
  required?: boolean;
  /** One Fluent input. */
  children: ReactElement;
}

/** An input with its label, its hint and what the API said about it. */
export function FormField({ field, label, hint, required = false, children }: FormFieldProps) {
  const error = useFieldError(field);
  return (
    <div {...fieldMark(field)}>
      <Field label={label} {...(hint ? { hint } : {})} required={required} {...(error ? { validationMessage: error, validationState: 'error' as const } : {})}>
        {children}
      </Field>
    </div>
  );
}
