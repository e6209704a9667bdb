package io.vestnik.testkit;

/**
 * Who logs in to a broker or a database of the tests.
 *
 * @param password in clear; it opens nothing but a server of the tests
 */
public record Login(String user, String password) {}
