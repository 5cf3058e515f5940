// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { InputHTMLAttributes, ReactNode, TextareaHTMLAttributes, useId, useState } from 'react';
import { Button } from './Button';
import { Icon, IconName } from './Icon';

interface Frame {
    label: ReactNode;
    hint?: ReactNode;
    /** What is wrong with the value, in a sentence. */
    error?: string;
    isOptional?: boolean;
}

interface Handles {
    id: string;
    'aria-invalid': boolean | undefined;
    'aria-describedby': string | undefined;
}

/** A label above a control, and below it what is wrong or what may help. */
export function Field({ label, hint, error, isOptional, children }: Frame & { children: (handles: Handles) => ReactNode }) {
    const id = useId();
    const noteID = `${id}-note`;
    return (
        <div className="field">
            <label className="field-label" htmlFor={id}>
                {label}{isOptional && <span className="field-optional"> (optional)</span>}
            </label>
            {children({ id, 'aria-invalid': error ? true : undefined, 'aria-describedby': error || hint ? noteID : undefined })}
            {error
                ? <p id={noteID} className="field-error" role="alert"><Icon name="warning" size={14} />{error}</p>
                : hint && <p id={noteID} className="field-hint">{hint}</p>}
        </div>
    );
}

type TextProperties = Frame & {
    value: string;
    onChange: (value: string) => void;
    isCode?: boolean;
    icon?: IconName;
} & Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange'>;

export function TextField({ label, hint, error, isOptional, value, onChange, isCode, icon, ...rest }: TextProperties) {
    return (
        <Field label={label} hint={hint} error={error} isOptional={isOptional}>
            {(handles) => (
                <span className="input-affixed">
                    {icon && <span className="input-before"><Icon name={icon} /></span>}
                    <input
                        {...handles} {...rest} className={isCode ? 'input input-code' : 'input'} value={value}
                        onChange={(event) => onChange(event.target.value)} spellCheck={isCode ? false : rest.spellCheck}
                    />
                </span>
            )}
        </Field>
    );
}

/** A password that can be looked at. */
export function PasswordField({ label, hint, error, value, onChange, autoComplete, autoFocus }: Frame & {
    value: string; onChange: (value: string) => void; autoComplete: 'current-password' | 'new-password'; autoFocus?: boolean;
}) {
    const [isShown, setShown] = useState(false);
    return (
        <Field label={label} hint={hint} error={error}>
            {(handles) => (
                <span className="input-affixed">
                    <input
                        {...handles} className="input" type={isShown ? 'text' : 'password'} value={value}
                        onChange={(event) => onChange(event.target.value)} autoComplete={autoComplete} autoFocus={autoFocus}
                        spellCheck={false} autoCapitalize="off"
                    />
                    <span className="input-after">
                        <Button
                            kind="ghost" isSmall icon={isShown ? 'eye_off' : 'eye'} aria-pressed={isShown}
                            aria-label={isShown ? 'Hide password' : 'Show password'} onClick={() => setShown(!isShown)}
                        />
                    </span>
                </span>
            )}
        </Field>
    );
}

export function TextAreaField({ label, hint, error, isOptional, value, onChange, isCode, ...rest }: Frame & {
    value: string; onChange: (value: string) => void; isCode?: boolean;
} & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'value' | 'onChange'>) {
    return (
        <Field label={label} hint={hint} error={error} isOptional={isOptional}>
            {(handles) => (
                <textarea
                    {...handles} {...rest} className={isCode ? 'input input-code' : 'input'} value={value}
                    onChange={(event) => onChange(event.target.value)} spellCheck={!isCode}
                />
            )}
        </Field>
    );
}

export interface Option<Value extends string> {
    value: Value;
    label: string;
}

export function SelectField<Value extends string>({ label, hint, error, value, options, onChange, disabled }: Frame & {
    value: Value; options: readonly Option<Value>[]; onChange: (value: Value) => void; disabled?: boolean;
}) {
    return (
        <Field label={label} hint={hint} error={error}>
            {(handles) => <Select {...handles} value={value} options={options} onChange={onChange} disabled={disabled} />}
        </Field>
    );
}

/** A choice without a label of its own: give it an `aria-label`, or put it into a `Field`. */
export function Select<Value extends string>({ value, options, onChange, ...rest }: {
    value: Value; options: readonly Option<Value>[]; onChange: (value: Value) => void; disabled?: boolean; id?: string;
    'aria-label'?: string;
}) {
    return (
        <select {...rest} className="input" value={value} onChange={(event) => onChange(event.target.value as Value)}>
            {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
        </select>
    );
}

export function Checkbox({ label, hint, isChecked, onChange, disabled }: {
    label: ReactNode; hint?: ReactNode; isChecked: boolean; onChange: (isChecked: boolean) => void; disabled?: boolean;
}) {
    return (
        <label className="check">
            <input type="checkbox" checked={isChecked} disabled={disabled} onChange={(event) => onChange(event.target.checked)} />
            <span className="check-text">
                {label}
                {hint && <span className="field-hint">{hint}</span>}
            </span>
        </label>
    );
}

/** Two to five choices beside each other, one of them taken. */
export function Segments<Value extends string>({ label, value, options, onChange }: {
    label: string; value: Value; options: readonly (Option<Value> & { icon?: IconName })[]; onChange: (value: Value) => void;
}) {
    return (
        <div className="segments" role="radiogroup" aria-label={label}>
            {options.map((option) => (
                <button
                    key={option.value} type="button" role="radio" aria-checked={option.value === value}
                    tabIndex={option.value === value ? 0 : -1} onClick={() => onChange(option.value)}
                    onKeyDown={(event) => {
                        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
                        if (!step) return;
                        event.preventDefault();
                        const index = options.findIndex((each) => each.value === value) + step;
                        onChange(options[(index + options.length) % options.length]!.value);
                        const buttons = event.currentTarget.parentElement!.children;
                        (buttons[(index + options.length) % options.length] as HTMLElement).focus();
                    }}
                >
                    {option.icon && <Icon name={option.icon} size={14} />}{option.label}
                </button>
            ))}
        </div>
    );
}
