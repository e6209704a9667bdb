package io.vestnik.api.problem;

/**
 * What is wrong with one field, parameter or header.
 *
 * @param field its name or path, such as {@code recipient} or {@code attachments[0].name}
 * @param message the end of a sentence that begins with the field's name
 */
public record FieldProblem(String field, String message) {}
